package dev.agentpool.paper;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tomlj.Toml;
import org.tomlj.TomlParseResult;

/**
 * A TOML file while it is read: its outermost table, what is wrong in it, and what its writer
 * should know although it does no harm.
 */
public final class TomlText {
  private static final int MAX_BYTES = 1 << 20;
  private final List<FileProblem> errors = new ArrayList<>();
  private final List<FileProblem> warnings = new ArrayList<>();
  private final TomlParseResult parsed;

  private TomlText(TomlParseResult parsed) {
    this.parsed = parsed;
  }

  /** What keeps a file from being used; says at what it failed, as the old program did. */
  public static final class Unusable extends Exception {
    private static final long serialVersionUID = 1L;
    private final boolean unread;
    private final transient List<FileProblem> problems;

    private Unusable(boolean unread, List<FileProblem> problems) {
      super(String.join("; ", problems.stream().map(FileProblem::toString).toList()));
      this.unread = unread;
      this.problems = List.copyOf(problems);
    }

    /** Whether it could not even be read; else it was read and is not what it should be. */
    public boolean isUnread() {
      return unread;
    }

    public List<FileProblem> problems() {
      return problems;
    }
  }

  public static TomlText read(Path file) throws Unusable {
    TomlParseResult parsed;
    try {
      parsed = Toml.parse(text(file));
    } catch (StackOverflowError e) {
      throw new Unusable(false, List.of(new FileProblem(0, "it is nested too deeply")));
    }
    if (parsed.hasErrors()) {
      throw new Unusable(
          false,
          parsed.errors().stream()
              .map(error ->
                  new FileProblem(error.position().line(), String.valueOf(error.getMessage())))
              .toList());
    }
    return new TomlText(parsed);
  }

  private static String text(Path file) throws Unusable {
    try {
      if (Files.size(file) > MAX_BYTES) {
        throw unread("larger than 1 MiB");
      }
      String text =
          StandardCharsets.UTF_8
              .newDecoder()
              .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
              .toString();
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    } catch (CharacterCodingException e) {
      throw unread("is not UTF-8 text");
    } catch (IOException e) {
      throw unread(
          Files.exists(file) ? String.valueOf(e.getMessage()) : "no such file or directory");
    }
  }

  private static Unusable unread(String why) {
    return new Unusable(true, List.of(new FileProblem(0, why)));
  }

  public TomlFields root() {
    return new TomlFields("", parsed, errors, warnings);
  }

  /** Throws when a value was asked for that has another type. */
  public void throwErrors() throws Unusable {
    if (!errors.isEmpty()) {
      throw new Unusable(false, errors);
    }
  }

  /** What was told so far, by line. */
  public List<FileProblem> warnings() {
    return warnings.stream().sorted(Comparator.comparingInt(FileProblem::line)).toList();
  }
}
