using System.ComponentModel;
using System.Globalization;
using LbPlatform.State.Model;

namespace LbPlatform.Hosting;

/// <summary>Lets options of type <see cref="TimeSpan"/> be written as <c>10s</c> or <c>500ms</c>, beside .NET's own form.</summary>
public static class DurationOptions
{
    /// <summary>From here on configuration reads durations in both forms.</summary>
    public static void Install() =>
        TypeDescriptor.AddAttributes(
            typeof(TimeSpan),
            new TypeConverterAttribute(typeof(DurationConverter))
        );

    private sealed class DurationConverter : TimeSpanConverter
    {
        public override object? ConvertFrom(
            ITypeDescriptorContext? context,
            CultureInfo? culture,
            object value
        ) =>
            value switch
            {
                string text when DurationText.TryParse(text, out var duration) => duration,
                string text when !text.Contains(':') => throw new FormatException(
                    $"'{text}' is no duration. Write a number with a unit, for example 500ms, 10s or 5m."
                ),
                _ => base.ConvertFrom(context, culture, value),
            };
    }
}
