package dev.agentpool.cli;

import dev.agentpool.cli.terminal.Dollars;
import java.math.BigDecimal;
import picocli.CommandLine;
import picocli.CommandLine.TypeConversionException;

/** How options that are numbers are read: what is none is said in words for people. */
final class Numbers {
  private Numbers() {}

  static void readBy(CommandLine parser) {
    parser.registerConverter(BigDecimal.class, Numbers::amount);
    parser.registerConverter(int.class, Numbers::number);
    parser.registerConverter(Integer.class, Numbers::number);
    parser.registerConverter(long.class, Numbers::longNumber);
    parser.registerConverter(Long.class, Numbers::longNumber);
  }

  private static BigDecimal amount(String text) {
    try {
      return Dollars.typed(text);
    } catch (IllegalArgumentException none) {
      throw new TypeConversionException(String.valueOf(none.getMessage()));
    }
  }

  private static int number(String text) {
    long number = longNumber(text);
    if (number != (int) number) {
      throw new TypeConversionException(
          text + " is too far from 0: at most " + Integer.MAX_VALUE + " is understood");
    }
    return (int) number;
  }

  private static long longNumber(String text) {
    try {
      return Long.parseLong(text);
    } catch (NumberFormatException none) {
      throw new TypeConversionException("'" + text + "' is not a whole number, such as 10");
    }
  }
}
