package dev.agentpool.cli.command;

import dev.agentpool.cli.client.CliException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** Reads text that a person hands over: files and standard input, which must be UTF-8. */
public final class Inputs {
  private Inputs() {}

  /** A file's text; {@code -} is standard input. */
  public static String file(Surroundings here, String name) {
    if (name.equals("-")) {
      return standardInput(here);
    }
    Path path = here.directory().resolve(name);
    try {
      return utf8(Files.readAllBytes(path), path.toString());
    } catch (NoSuchFileException e) {
      throw CliException.usage("there is no file " + path);
    } catch (IOException e) {
      throw CliException.usage("cannot read " + path + ": " + e.getMessage());
    }
  }

  public static String standardInput(Surroundings here) {
    InputStream in = here.terminal().in();
    try {
      return utf8(in.readAllBytes(), "standard input");
    } catch (IOException e) {
      throw CliException.usage("cannot read standard input: " + e.getMessage());
    }
  }

  static String utf8(byte[] bytes, String source) {
    ByteBuffer in = ByteBuffer.wrap(bytes);
    CharBuffer text = CharBuffer.allocate(bytes.length);
    CoderResult end =
        StandardCharsets.UTF_8
            .newDecoder()
            .onMalformedInput(CodingErrorAction.REPORT)
            .onUnmappableCharacter(CodingErrorAction.REPORT)
            .decode(in, text, true);
    if (end.isError()) {
      throw CliException.usage(
          source + " is not UTF-8: the byte at offset " + in.position() + " does not belong there");
    }
    return text.flip().toString();
  }
}
