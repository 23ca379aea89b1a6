using LbPlatform.ControlPlane.Traffic;
using LbPlatform.State.Store.Traffic;
using LbPlatform.State.Traffic;
using Microsoft.Data.Sqlite;

namespace LbPlatform.ControlPlane.Tests.Traffic;

public sealed class TrafficRecorderTests : ApiTests
{
    [Fact]
    public async Task Flush_StoreGone_WaitsAndIsWrittenLater()
    {
        var id = (await Api.AddAsync("one")).Field("id")!;
        var now = TimeProvider.System.GetUtcNow();
        var file = Api.StoreOptions.TrafficFile;
        var recorder = Api.Service<TrafficRecorder>();
        recorder.Flush();
        SqliteConnection.ClearAllPools();
        foreach (var part in new[] { file, file + "-wal", file + "-shm" })
        {
            File.Delete(part);
        }

        System.IO.Directory.CreateDirectory(file);
        Api.Service<TrafficBook>()
            .Receive(
                "dp",
                new()
                {
                    Epoch = "e",
                    At = now,
                    Backends =
                    [
                        new()
                        {
                            BackendId = id,
                            Since = now,
                            Counts = new() { Answers = [0, 4] },
                        },
                    ],
                },
                now
            );
        recorder.Flush();
        System.IO.Directory.Delete(file);
        recorder.Flush();

        var bucket = Assert.Single(
            Api.Service<TrafficQueries>().ReadHistory(id, new TrafficHistoryQuery { Limit = 10 })
        );
        Assert.Equal(4, bucket.Counts.Requests);
        Assert.Equal(TrafficCounts.Classes, bucket.Counts.Answers.Count);
    }
}
