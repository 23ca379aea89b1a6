using LbPlatform.ControlPlane.Changes;
using LbPlatform.State.Model;
using LbPlatform.State.Store.Configuration;
using Microsoft.Extensions.Logging;

namespace LbPlatform.ControlPlane.Tests.Changes;

public sealed class ChangeLogTests
{
    [Fact]
    public void Write_Changes_AreSaidOnceEachWithTheActor()
    {
        var before = Some.Backend("one");
        var after = before with
        {
            AdministrativeState = AdministrativeState.Draining,
            Probe = new() { Path = "/x" },
        };
        var logger = new Lines();

        new ChangeLog(logger).Write(
            [
                new(ResourceKind.Backend, before.Id, "one", null, before),
                new(ResourceKind.Backend, before.Id, "one", before, after),
                new(ResourceKind.Backend, before.Id, "one", after, null),
                new(
                    ResourceKind.Settings,
                    "settings",
                    "settings",
                    new PlatformSettings(),
                    new PlatformSettings()
                ),
                new(ResourceKind.Pool, "id", "api", null, Some.Pool("api")),
                new(
                    ResourceKind.Route,
                    "id",
                    "api",
                    Some.Route("api"),
                    Some.Route("api") with
                    {
                        Priority = 3,
                        Limits = new() { MaxBodyBytes = 1 },
                    }
                ),
                new(ResourceKind.Pool, "id", "api", Some.Pool("api"), null),
            ],
            "alice"
        );

        Assert.Equal(
            [
                "5020 Backend one added: http://one.test by alice",
                "5021 Backend one changed: draining, probe by alice",
                "5022 Backend one removed: http://one.test by alice",
                "5024 Settings changed by alice",
                "5026 Pool api added by alice",
                "5023 Route api changed: priority 3, limits by alice",
                "5027 Pool api removed by alice",
            ],
            logger.Said
        );
    }

    private sealed class Lines : ILogger<ChangeLog>
    {
        public List<string> Said { get; } = [];

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => Said.Add($"{eventId.Id} {formatter(state, exception)}");
    }
}
