using LbPlatform.ControlPlane.Http;
using LbPlatform.ControlPlane.Idempotency;
using Microsoft.AspNetCore.Http;

namespace LbPlatform.ControlPlane.Tests.Idempotency;

public sealed class IdempotencyKeysTests
{
    private readonly ManualTimeProvider _time = new();
    private readonly IdempotencyKeys _keys;
    private int _runs;

    public IdempotencyKeysTests() => _keys = new IdempotencyKeys(_time);

    [Fact]
    public async Task Run_RememberedKey_RunsOnceInADay()
    {
        await RunAsync("key");
        _time.Advance(IdempotencyKeys.RememberedFor - TimeSpan.FromSeconds(1));
        var again = Assert.IsType<Answer>(await RunAsync("key"));
        Assert.Equal("true", again.Headers[IdempotencyKeys.ReplayedHeader]);
        Assert.Equal(201, again.Status);
        Assert.Equal(1, _runs);

        _time.Advance(TimeSpan.FromSeconds(1));
        await RunAsync("key");

        Assert.Equal(2, _runs);
    }

    [Fact]
    public async Task Run_MoreKeysThanAreRemembered_TheOldestGoes()
    {
        for (var n = 0; n <= IdempotencyKeys.MostKeys; n++)
        {
            await RunAsync($"key{n}");
        }

        await RunAsync($"key{IdempotencyKeys.MostKeys}");
        Assert.Equal(IdempotencyKeys.MostKeys + 1, _runs);
        await RunAsync("key0");
        Assert.Equal(IdempotencyKeys.MostKeys + 2, _runs);
    }

    [Fact]
    public async Task Run_Fails_IsNotRemembered()
    {
        await Assert.ThrowsAsync<IOException>(() =>
            _keys.RunAsync("key", [1], static () => throw new IOException())
        );

        await RunAsync("key");

        Assert.Equal(1, _runs);
    }

    private Task<IResult> RunAsync(string key) =>
        _keys.RunAsync(
            key,
            [1],
            () =>
            {
                _runs++;
                return Task.FromResult<IResult>(new Answer(201, null));
            }
        );
}
