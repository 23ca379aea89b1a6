using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace LbPlatform.ControlPlane.Transport;

/// <summary>The rules of TLS to backends. Pure: files are looked at where they lie, by who uses them.</summary>
internal static class TlsValidator
{
    private const int LongestName = 253;

    /// <summary>What the request asks for; what is wrong is noted and left out.</summary>
    public static BackendTls Read(TlsRequest request, string pointer, List<FieldError> errors)
    {
        var tls = new BackendTls
        {
            Verify = TransportValidator.Choice<TlsVerification>(
                request.Verify,
                $"{pointer}/verify",
                errors
            ),
            MinVersion = TransportValidator.Choice<TlsVersion>(
                request.MinVersion,
                $"{pointer}/minVersion",
                errors
            ),
            Ca = Kept(request.Ca, RefuseCa, $"{pointer}/ca", errors),
            CaFile = Kept(request.CaFile, RefuseFile, $"{pointer}/caFile", errors),
            ServerName = Kept(request.ServerName, RefuseName, $"{pointer}/serverName", errors),
            ClientCertificateFile = Kept(
                request.ClientCertificateFile,
                RefuseFile,
                $"{pointer}/clientCertificateFile",
                errors
            ),
            ClientKeyFile = Kept(
                request.ClientKeyFile,
                RefuseFile,
                $"{pointer}/clientKeyFile",
                errors
            ),
        };
        RefuseTogether(request, pointer, errors);
        return tls;
    }

    private static void RefuseTogether(TlsRequest request, string pointer, List<FieldError> errors)
    {
        if (request is { Ca: not null, CaFile: not null })
        {
            errors.Add(
                new(
                    $"{pointer}/caFile",
                    Problems.BadTransport,
                    "There is a 'ca' already. Give the authorities as text or as a file, not both; set the other to null."
                )
            );
        }

        if (
            request.Verify == TransportWords.Of(TlsVerification.None)
            && (request.Ca ?? request.CaFile) is not null
        )
        {
            errors.Add(
                new(
                    $"{pointer}/verify",
                    Problems.BadTransport,
                    "With 'none' no authority is asked. Set verify to 'full', or 'ca' and 'caFile' to null."
                )
            );
        }

        if (request is { ClientKeyFile: not null, ClientCertificateFile: null })
        {
            errors.Add(
                new(
                    $"{pointer}/clientKeyFile",
                    Problems.BadTransport,
                    "A key without its certificate is of no use. Name the certificate's file in 'clientCertificateFile'."
                )
            );
        }
    }

    private static string? Kept(
        string? text,
        Func<string, string?> refuse,
        string pointer,
        List<FieldError> errors
    )
    {
        if (text is null || refuse(text) is not { } refusal)
        {
            return text;
        }

        errors.Add(new(pointer, Problems.BadTransport, refusal));
        return null;
    }

    private static string? RefuseCa(string pem)
    {
        const string Remedy =
            "Paste the authorities' certificates as PEM: '-----BEGIN CERTIFICATE-----' and so on.";
        if (pem.Contains("PRIVATE KEY", StringComparison.Ordinal))
        {
            return $"This holds a private key, which is nobody's business here: it was not stored. {Remedy}";
        }

        if (pem.Length > BackendTls.LongestCa)
        {
            return $"This has {pem.Length} characters, at most {BackendTls.LongestCa} are kept. Put the bundle into a file where data plane and Poller run, and name it in 'caFile'.";
        }

        try
        {
            var found = new X509Certificate2Collection();
            found.ImportFromPem(pem);
            var count = found.Count;
            found.ToList().ForEach(static certificate => certificate.Dispose());
            return count switch
            {
                0 => $"There is no certificate in it. {Remedy}",
                > BackendTls.MostCas =>
                    $"These are {count} certificates, at most {BackendTls.MostCas} are kept. Leave out those that signed none of the backends.",
                _ => null,
            };
        }
        catch (CryptographicException failure)
        {
            return $"A certificate in it cannot be read: {failure.Message} {Remedy}";
        }
    }

    private static string? RefuseFile(string file) =>
        file.Length > BackendTls.LongestPath || file.Any(char.IsControl)
            ? $"A file's name has at most {BackendTls.LongestPath} characters, none of them a control character."
        : !IsAbsolute(file)
            ? $"'{Shown.Short(file)}' depends on where a process was started. Write the whole path, for example '/etc/lbplatform/ca.pem'."
        : null;

    /// <summary>On the other machine, whose system may be another one.</summary>
    private static bool IsAbsolute(string file) =>
        file.StartsWith('/')
        || file.StartsWith(@"\\", StringComparison.Ordinal)
        || (
            file.Length > 2
            && char.IsAsciiLetter(file[0])
            && file[1] == ':'
            && file[2] is '\\' or '/'
        );

    private static string? RefuseName(string name) =>
        name.Length <= LongestName && Uri.CheckHostName(name) == UriHostNameType.Dns
            ? null
            : $"'{Shown.Short(name)}' is no host name. Write the name that the backends' certificates have, for example 'api.internal.example', without scheme and port.";
}
