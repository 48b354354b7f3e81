package dev.agentpool.expert;

import dev.agentpool.paper.GoText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * Reads a {@code pool.toml} in the dialect of expert pools (spec expert-pool 3). What is unknown in
 * it is told and does no harm; a wrong type is an error, as it always was.
 */
public final class ExpertPoolFile {
  private static final int MAX_BYTES = 1 << 20;

  /** Tables by which the dialect is known. */
  static final List<String> OWN_TABLES =
      List.of(
          "pool",
          "experts",
          "architect",
          "researcher",
          "concierge",
          "shared",
          "defaults",
          "curation");

  private ExpertPoolFile() {}

  /** Whether a file speaks this dialect; one that is not there or no TOML does not. */
  public static boolean isOne(Path file) {
    try {
      Set<String> tables = parsed(file).keySet();
      return OWN_TABLES.stream().anyMatch(tables::contains);
    } catch (UnreadablePool e) {
      return false;
    }
  }

  public static ExpertPool read(Path file) throws UnreadablePool {
    return PoolReader.read(file, parsed(file));
  }

  private static TomlParseResult parsed(Path file) throws UnreadablePool {
    TomlParseResult parsed;
    try {
      parsed = Toml.parse(text(file));
    } catch (StackOverflowError e) {
      throw new UnreadablePool(
          "parsing " + file, List.of(new DialectProblem(0, "it is nested too deeply")));
    }
    if (parsed.hasErrors()) {
      throw new UnreadablePool(
          "parsing " + file,
          parsed.errors().stream()
              .map(error ->
                  new DialectProblem(error.position().line(), String.valueOf(error.getMessage())))
              .toList());
    }
    return parsed;
  }

  private static String text(Path file) throws UnreadablePool {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unreadable(file, "larger than 1 MiB");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unreadable(file, "is not UTF-8 text");
    } catch (IOException e) {
      throw unreadable(
          file, Files.exists(file) ? String.valueOf(e.getMessage()) : "no such file or directory");
    }
  }

  private static UnreadablePool unreadable(Path file, String why) {
    return new UnreadablePool("reading " + file, List.of(new DialectProblem(0, why)));
  }

  static String invalidShared(String name) {
    return "invalid shared expert name " + GoText.quoted(name) + ": must be a simple filename";
  }
}
