var screen = Screen.OfProcess();
try
{
    return await LbCommand.RunAsync(args, screen);
}
finally
{
    await screen.FlushAsync(TimeProvider.System);
}
