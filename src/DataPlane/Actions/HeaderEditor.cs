using System.Collections.Immutable;
using LbPlatform.DataPlane.Forwarding;
using LbPlatform.State.Routing;
using Microsoft.Extensions.Primitives;

namespace LbPlatform.DataPlane.Actions;

/// <summary>Edits headers on their way, either way. Immutable.</summary>
internal sealed class HeaderEditor
{
    private readonly ImmutableArray<Edit> _edits;
    private readonly string? _host;

    private HeaderEditor(ImmutableArray<Edit> edits, string? host)
    {
        _edits = edits;
        _host = host;
    }

    /// <summary>The editor for those edits, which also sets Host; <c>null</c> where there is nothing to edit.</summary>
    public static HeaderEditor? Of(HeaderEdits edits, string? host = null)
    {
        ImmutableArray<Edit> all =
        [
            .. edits.Remove.Select(static name => Edit.Of(name, null, removes: true)),
            .. edits.Set.Select(static field => Edit.Of(field.Name, field.Value, removes: true)),
            .. edits.Add.Select(static field => Edit.Of(field.Name, field.Value, removes: false)),
        ];
        return all.IsEmpty && host is null ? null : new(all, host);
    }

    /// <summary>Edits a request for a backend.</summary>
    public void Apply(HttpRequestMessage request)
    {
        if (_host is not null)
        {
            request.Headers.Host = _host;
        }

        foreach (var edit in _edits)
        {
            if (edit.Value is not null && edit.IsOfContent)
            {
                // The client handler keeps fields that describe content beside the content, even where there is none.
                request.Content ??= new EmptyContent();
            }

            System.Net.Http.Headers.HttpHeaders? fields = edit.IsOfContent
                ? request.Content?.Headers
                : request.Headers;
            if (edit.Removes)
            {
                fields?.Remove(edit.Name);
            }

            if (edit.Value is not null)
            {
                fields?.TryAddWithoutValidation(edit.Name, edit.Value);
            }
        }
    }

    /// <summary>Edits a response for a client.</summary>
    public void Apply(IHeaderDictionary fields)
    {
        foreach (var edit in _edits)
        {
            if (edit.Value is null)
            {
                fields.Remove(edit.Name);
            }
            else if (edit.Removes)
            {
                fields[edit.Name] = edit.Value;
            }
            else
            {
                fields[edit.Name] = StringValues.Concat(fields[edit.Name], edit.Value);
            }
        }
    }

    private sealed record Edit(string Name, string? Value, bool Removes, bool IsOfContent)
    {
        public static Edit Of(string name, string? value, bool removes)
        {
            using var probe = new HttpRequestMessage();
            return new(name, value, removes, !probe.Headers.TryAddWithoutValidation(name, ""));
        }
    }
}
