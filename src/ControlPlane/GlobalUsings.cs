global using LbPlatform.ControlPlane.Http;
global using LbPlatform.ControlPlane.OpenApi;
global using LbPlatform.State;
global using LbPlatform.State.Model;
global using LbPlatform.State.Snapshots;
global using LbPlatform.State.Store;
global using LbPlatform.State.Store.Configuration;
