global using System.Diagnostics.CodeAnalysis;
global using LbPlatform.Cli.CommandLine;
global using LbPlatform.Cli.Terminal;
global using LbPlatform.State.Model;
