@echo off
rem Builds, then runs the command lb. Untested: the platform is developed on Linux.
setlocal
set "root=%~dp0"
set "program=%root%artifacts\bin\Cli\release\LbPlatform.Cli.dll"

where dotnet >nul 2>nul
if errorlevel 1 (
  echo lb needs the .NET 10 SDK ^(dotnet^). Install it from https://dotnet.microsoft.com/download/dotnet/10.0 1>&2
  exit /b 1
)

rem MSBuild itself finds out what is stale; cmd has no quick comparison of time stamps.
dotnet build "%root%src\Cli\Cli.csproj" --configuration Release -nologo -v:quiet -clp:NoSummary -p:RunAnalyzers=false -p:TreatWarningsAsErrors=false 1>&2
if errorlevel 1 (
  echo The build failed; the errors stand above. 1>&2
  exit /b 1
)

dotnet exec "%program%" %*
exit /b %errorlevel%
