var screen = Screen.OfProcess();
try
{
    return await LbCommand.RunAsync(args, screen);
}
finally
{
    await screen.Output.FlushAsync();
    await screen.Error.FlushAsync();
}
