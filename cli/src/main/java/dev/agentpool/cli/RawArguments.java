package dev.agentpool.cli;

import dev.agentpool.cli.client.CliException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The arguments' bytes. The JVM quietly replaces what is no UTF-8, so that a task would get another
 * prompt than was typed; the kernel still has it.
 */
final class RawArguments {
  private static final char REPLACEMENT = '\ufffd';

  private RawArguments() {}

  /** Throws {@link CliException} when an argument is not UTF-8. */
  static void check(String... decoded) {
    for (String argument : decoded) {
      if (argument.indexOf(REPLACEMENT) >= 0) {
        check(decoded.length, Path.of("/proc/self/cmdline"));
        return;
      }
    }
  }

  /** Looks at the last arguments of a process's command line. */
  static void check(int count, Path commandLine) {
    List<byte[]> raw;
    try {
      raw = split(Files.readAllBytes(commandLine));
    } catch (IOException elsewhere) {
      return; // only Linux tells
    }
    int first = raw.size() - count;
    for (int i = Math.max(0, first); i < raw.size(); i++) {
      int broken = brokenOffset(raw.get(i));
      if (broken >= 0) {
        throw CliException.usage(
            "argument "
                + (i - first + 1)
                + " is not UTF-8: the byte at offset "
                + broken
                + " does not belong there");
      }
    }
  }

  /** The offset of the first byte that is not UTF-8; -1 when all are. */
  private static int brokenOffset(byte[] bytes) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    boolean broken =
        StandardCharsets.UTF_8
            .newDecoder()
            .decode(in, CharBuffer.allocate(bytes.length), true)
            .isError();
    return broken ? in.position() : -1;
  }

  private static List<byte[]> split(byte[] bytes) {
    List<byte[]> parts = new ArrayList<>();
    int start = 0;
    for (int i = 0; i < bytes.length; i++) {
      if (bytes[i] == 0) {
        parts.add(Arrays.copyOfRange(bytes, start, i));
        start = i + 1;
      }
    }
    return parts;
  }
}
