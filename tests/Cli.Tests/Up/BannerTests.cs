using LbPlatform.Cli.Up;
using LbPlatform.Cli.Up.Seeding;
using LbPlatform.State.Model;

namespace LbPlatform.Cli.Tests.Up;

public sealed class BannerTests
{
    [Fact]
    public void For_Demo_NamesEveryAddress()
    {
        var seed = new BackendSeed("demo-1", BackendUrl.Parse("http://localhost:9001"));

        var banner = Text(new() { DemoPorts = [9001, 9002, 9003], Seeds = [seed] });

        Assert.Equal(
            """

              LbPlatform 1.2.3 is ready after 2.1 s. Ctrl-C stops everything.

              Data plane     http://localhost:8080
              Swagger        http://localhost:9080/swagger
              API            http://localhost:9080/backends
              Ready          http://localhost:9080/readyz  http://localhost:9081/readyz  http://localhost:9082/readyz
              Demo backends  http://localhost:9001  http://localhost:9002  http://localhost:9003
              Configuration  /data/config.db
              Health history /data/health.db

              Try            curl http://localhost:8080
              Break one      curl -X POST http://localhost:9003/_demo/fail    and mend it: /_demo/recover
              Ask            sqlite3 /data/health.db "select * from health_history order by checked_at desc limit 20"

            """,
            banner
        );
    }

    [Fact]
    public void For_EmptyStart_ShowsHowToAddABackend()
    {
        var banner = Text(
            new()
            {
                Port = 1,
                ControlPort = 2,
                AdminPort = 3,
                PollerPort = 4,
            }
        );

        Assert.Contains(
            """
              Add a backend  curl http://localhost:2/backends -H 'Content-Type: application/json' -d '{"url":"http://localhost:9001"}'
              Try            curl http://localhost:1
            """,
            banner
        );
        Assert.DoesNotContain("Demo backends", banner);
    }

    private static string Text(UpOptions options) =>
        string.Join('\n', Banner.For(options, "/data", "1.2.3", TimeSpan.FromMilliseconds(2_130)));
}
