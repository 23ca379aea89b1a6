using System.Text.Json.Nodes;
using LbPlatform.ControlPlane.Addresses;
using LbPlatform.ControlPlane.Changes;

namespace LbPlatform.ControlPlane.Resources;

/// <summary>Answers the requests for resources of one kind: the first hop of the write path.</summary>
internal sealed class ResourceHandlers<T, TResponse>(
    IResourceApi<T, TResponse> api,
    ConfigurationStore store,
    Committer committer
)
    where T : class, IResource
    where TResponse : class
{
    private readonly ResourceEdits<T> _edits = api.Edits;

    public IResult List(HttpRequest request)
    {
        var current = store.Current;
        var errors = new List<FieldError>();
        var query = new QueryReader(request.Query, errors);
        var selected = api.Select(query, current);
        var page = PageRequest.Read(query);
        query.RefuseOthers();
        if (errors.Count > 0)
        {
            return new ProblemResult(Problem.Of(errors));
        }

        var (items, next) = ResourcePages.Take(selected, page, request);
        return new Answer(200, new Page<TResponse>(api.Show(items, current), next));
    }

    public IResult Get(string name, HttpRequest request)
    {
        var current = store.Current;
        return _edits.In(current).Find(name) is { } resource
            ? Show(200, resource, current).UnlessKnown(request)
            : new ProblemResult(Absent.Of(_edits.Words, name, _edits.In(current), current));
    }

    public Task<IResult> CreateAsync(HttpContext context) =>
        committer.CommitAsync(
            context,
            (body, stop) => api.FindOutAsync(body, null, stop),
            (draft, _, body, known) => _edits.Create(draft, body, known),
            (resource, current) =>
                Show(201, resource, current) with
                {
                    Location = _edits.Words.PathOf(resource.Name),
                }
        );

    public Task<IResult> ReplaceAsync(string name, HttpContext context) =>
        ChangeAsync(name, context, _edits.Replace);

    public Task<IResult> UpdateAsync(string name, HttpContext context) =>
        ChangeAsync(name, context, _edits.Update);

    public Task<IResult> DeleteAsync(string name, HttpContext context) =>
        committer.CommitAsync(
            context,
            (draft, write) => _edits.Remove(draft, name, write.Precondition),
            static (_, _) => new Answer(204, null)
        );

    private Task<IResult> ChangeAsync(
        string name,
        HttpContext context,
        Func<ConfigurationDraft, string, Precondition, JsonObject, Surroundings, EditResult<T>> edit
    ) =>
        committer.CommitAsync(
            context,
            (body, stop) => api.FindOutAsync(body, name, stop),
            (draft, write, body, known) => edit(draft, name, write.Precondition, body, known),
            (resource, current) => Show(200, resource, current)
        );

    private Answer Show(int status, T resource, ConfigurationSnapshot current) =>
        new(status, api.Show([resource], current)[0]) { Tag = resource.Revision };
}
