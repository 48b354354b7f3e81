package dev.agentpool.cli.review;

import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;

/** A patch, in the colours that git gives it. */
public final class PatchText {
  private PatchText() {}

  public static void print(Terminal terminal, String patch) {
    for (String line : patch.stripTrailing().split("\n", -1)) {
      terminal.printRow(colour(line), line);
    }
  }

  private static Colour colour(String line) {
    if (line.startsWith("+++") || line.startsWith("---") || line.startsWith("diff ")) {
      return Colour.BOLD;
    }
    return line.startsWith("+")
        ? Colour.GREEN
        : line.startsWith("-") ? Colour.RED : line.startsWith("@@") ? Colour.YELLOW : Colour.PLAIN;
  }
}
