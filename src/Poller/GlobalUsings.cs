global using LbPlatform.State.Health;
global using LbPlatform.State.Model;
global using LbPlatform.State.Snapshots;
