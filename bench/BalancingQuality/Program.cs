using LbPlatform.BalancingQuality;

Experiments.OneSlowOfEleven();
Console.WriteLine();
Experiments.MixedSpeeds();
Console.WriteLine();
Experiments.SkewedKeys();
Console.WriteLine();
Experiments.Supermarket();
Experiments.Weights();
Experiments.KeysMoved();
