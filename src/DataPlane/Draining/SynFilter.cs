using System.Buffers.Binary;
using System.Net.Sockets;
using System.Runtime.InteropServices;

namespace LbPlatform.DataPlane.Draining;

/// <summary>
/// A program of the kernel's packet filter (classic BPF, socket(7): SO_ATTACH_FILTER) that drops each SYN that begins a
/// connection, and nothing else. It needs no privilege. For a listening TCP socket the packet begins with its TCP header.
/// </summary>
internal static class SynFilter
{
    // asm-generic/socket.h, as on x64 and arm64.
    private const int SolSocket = 1;
    private const int SoAttachFilter = 26;

    private const ushort LoadByte = 0x30;
    private const ushort And = 0x54;
    private const ushort JumpIfEqual = 0x15;
    private const ushort Return = 0x06;

    private const uint FlagsOffset = 13;
    private const uint SynAndAck = 0x12;
    private const uint Syn = 0x02;
    private const uint Drop = 0;
    private const uint Whole = uint.MaxValue;

    private const int InstructionSize = 8;

    /// <summary>From now on the listening <paramref name="socket"/> is offered no new connection.</summary>
    /// <exception cref="SocketException">The system does not take it.</exception>
    public static void Attach(Socket socket)
    {
        var program = Program();
        var pinned = GCHandle.Alloc(program, GCHandleType.Pinned);
        try
        {
            // struct sock_fprog: the number of instructions and, aligned as a pointer, where they are.
            Span<byte> option = stackalloc byte[2 * nint.Size];
            option.Clear();
            BitConverter.TryWriteBytes(option, (ushort)(program.Length / InstructionSize));
            MemoryMarshal.Write(option[nint.Size..], pinned.AddrOfPinnedObject());
            socket.SetRawSocketOption(SolSocket, SoAttachFilter, option);
        }
        finally
        {
            pinned.Free();
        }
    }

    /// <summary>The instructions (struct sock_filter), little-endian as both machines are.</summary>
    internal static byte[] Program()
    {
        (ushort Code, byte JumpTrue, byte JumpFalse, uint Value)[] instructions =
        [
            (LoadByte, 0, 0, FlagsOffset),
            (And, 0, 0, SynAndAck),
            (JumpIfEqual, 0, 1, Syn),
            (Return, 0, 0, Drop),
            (Return, 0, 0, Whole),
        ];
        var program = new byte[instructions.Length * InstructionSize];
        foreach (var (at, (code, jumpTrue, jumpFalse, value)) in instructions.Index())
        {
            var bytes = program.AsSpan(at * InstructionSize, InstructionSize);
            BinaryPrimitives.WriteUInt16LittleEndian(bytes, code);
            bytes[2] = jumpTrue;
            bytes[3] = jumpFalse;
            BinaryPrimitives.WriteUInt32LittleEndian(bytes[4..], value);
        }

        return program;
    }
}
