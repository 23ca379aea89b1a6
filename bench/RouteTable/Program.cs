using LbPlatform.RouteTable;

const int Routes = 5_000;

Console.WriteLine($"{Routes} routes: half by host, half by path, and one for everything else");
Console.WriteLine();
Console.WriteLine("|  | look-up, ns | bytes | one route changed, ms (median, most) | bytes |");
Console.WriteLine("|---|---:|---:|---:|---:|");
Console.WriteLine(OwnTable.Measure(Routes));
Console.WriteLine(await YarpTable.MeasureAsync(Routes));
