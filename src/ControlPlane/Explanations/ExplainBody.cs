using LbPlatform.State.Explanations;

namespace LbPlatform.ControlPlane.Explanations;

/// <summary>The body of POST /explain. Pure.</summary>
internal static class ExplainBody
{
    /// <summary>The question; what is wrong with it is noted.</summary>
    public static ExplainRequest Read(ObjectReader source, List<FieldError> errors)
    {
        var simplest = new ExplainRequest();
        var asked = new ExplainRequest
        {
            Method = source.Text("method", "\"GET\"") ?? simplest.Method,
            Host = source.Text("host", "\"shop.example\"") ?? simplest.Host,
            Path = source.Text("path", "\"/cart?id=1\"") ?? simplest.Path,
            Headers = source.TextMap("headers", "{\"X-User\": \"u1\"}") ?? simplest.Headers,
            Client = source.Text("client", "\"203.0.113.7\"") ?? simplest.Client,
            Listener = source.Text("listener", "\"http://*:8080\""),
            Scheme = source.Text("scheme", "\"https\""),
        };
        source.RefuseOthers();
        errors.AddRange(
            ExplainRules
                .Check(asked)
                .Select(static problem => new FieldError(
                    problem.Place,
                    Problems.BadValue,
                    problem.Message
                ))
        );
        return asked;
    }
}
