package dev.agentpool.cli.top;

import dev.agentpool.cli.terminal.Colour;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStyle;

/**
 * How lines look.
 *
 * @param colourful whether there are colours at all
 */
record Styles(boolean colourful) {
  /** A clean line, cut at so many columns. */
  AttributedString line(Colour colour, String text, int columns) {
    return new AttributedString(Columns.fit(text, columns), of(colour));
  }

  /** The same of the line that is chosen, marked in each case. */
  AttributedString chosen(Colour colour, String text, int columns) {
    return new AttributedString(
        Columns.pad(text, columns), colourful ? of(colour).inverse() : of(colour));
  }

  private AttributedStyle of(Colour colour) {
    if (!colourful) {
      return AttributedStyle.DEFAULT;
    }
    return switch (colour) {
      case PLAIN -> AttributedStyle.DEFAULT;
      case GREEN -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case RED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);
      case YELLOW -> AttributedStyle.DEFAULT.foreground(AttributedStyle.YELLOW);
      case DIM -> AttributedStyle.DEFAULT.faint();
      case BOLD -> AttributedStyle.BOLD;
    };
  }
}
