namespace LbPlatform.Wire.Tests.Cases;

/// <summary>Writes cases down in a few words.</summary>
internal static class Case
{
    /// <summary>A request that is refused, and the connection with it.</summary>
    public static WireCase Refused(
        string name,
        string section,
        int status,
        string sent,
        string? rule = null
    ) =>
        new(name, section, sent)
        {
            Statuses = [status],
            Closes = true,
            Rule = rule,
        };

    /// <summary>A request that reaches the backend as one.</summary>
    public static WireCase Reaches(
        string name,
        string section,
        string sent,
        string startLine,
        string body = "",
        string[]? has = null,
        string[]? lacks = null,
        bool closes = false
    ) =>
        new(name, section, sent)
        {
            Statuses = [200],
            Reaches = [new(startLine, body) { Has = has ?? [], Lacks = lacks ?? [] }],
            Closes = closes,
        };

    /// <summary>A request whose client goes before it is whole: nobody may take it for a whole one.</summary>
    public static WireCase Cut(string name, string section, string sent) =>
        new(name, section, sent)
        {
            Statuses = [],
            Closes = true,
            EndsSending = true,
        };

    /// <summary>GET with these further fields.</summary>
    public static string Get(string target = "/", params string[] fields) =>
        Head($"GET {target} HTTP/1.1", ["Host: a.test", .. fields]);

    /// <summary>POST with these further fields and, behind the head, these bytes.</summary>
    public static string Post(string body, params string[] fields) =>
        Head("POST / HTTP/1.1", ["Host: a.test", .. fields]) + body;

    /// <summary>POST whose body is these bytes, which should be chunks.</summary>
    public static string Chunked(string body) => Post(body, "Transfer-Encoding: chunked");

    /// <summary>A head of these lines.</summary>
    public static string Head(string startLine, params string[] fields) =>
        $"{startLine}\r\n{string.Concat(fields.Select(static field => $"{field}\r\n"))}\r\n";
}
