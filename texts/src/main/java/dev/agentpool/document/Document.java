package dev.agentpool.document;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A Markdown text with front matter: YAML between a first line {@code ---} and the next line {@code
 * ---} (spec slot-pool 8.8, 13.1). Only a whole line is a delimiter, so that a value may hold
 * {@code ---}.
 *
 * @param front empty when there is no front matter
 * @param hasFront whether the text begins with front matter
 * @param body what follows, stripped of white space at both ends
 * @param notes what was understood although YAML forbids it
 */
public record Document(Fields front, boolean hasFront, String body, List<Note> notes) {
  private static final int MAX_FRONT = 64 * 1024;

  /**
   * Something the writer should mend.
   *
   * @param line in the document, 1 or more
   */
  public record Note(int line, String message) {
    public Diagnostic at(Path file) {
      return new Diagnostic(Diagnostic.Level.WARNING, file.toString(), line, message);
    }
  }

  public Document {
    notes = List.copyOf(notes);
  }

  public static Document read(Path file) throws UnreadableDocument {
    return parse(TextFile.read(file));
  }

  /** Throws when the front matter has no end, is not YAML, or is not a table. */
  public static Document parse(String text) throws UnreadableDocument {
    String normal = TextFile.normal(text);
    int first = endOfLine(normal, 0);
    if (!isDelimiter(normal, 0, first)) {
      return new Document(Fields.NONE, false, normal.strip(), List.of());
    }
    int start = Math.min(first + 1, normal.length());
    for (int from = start; from < normal.length(); ) {
      int end = endOfLine(normal, from);
      if (isDelimiter(normal, from, end)) {
        String body = normal.substring(Math.min(end + 1, normal.length())).strip();
        return fronted(normal.substring(start, from), body);
      }
      from = end + 1;
    }
    throw new UnreadableDocument(
        1, "the front matter has no end; close it with a line that is only ---");
  }

  private static Document fronted(String yaml, String body) throws UnreadableDocument {
    if (yaml.length() > MAX_FRONT) {
      throw new UnreadableDocument(1, "the front matter is larger than 64 KiB; shorten it");
    }
    List<Note> notes = new ArrayList<>();
    return new Document(new Fields(Yaml.table(yaml, notes)), true, body, notes);
  }

  private static int endOfLine(String text, int from) {
    int end = text.indexOf('\n', from);
    return end < 0 ? text.length() : end;
  }

  private static boolean isDelimiter(String text, int from, int to) {
    return text.startsWith("---", from) && text.substring(from, to).stripTrailing().equals("---");
  }

  /** For messages: what a value is, as a person would say it. */
  static String kind(@Nullable Object value) {
    return switch (value) {
      case null -> "nothing";
      case String _ -> "a text";
      case Boolean _ -> "true or false";
      case Number _ -> "a number";
      case List<?> _ -> "a list";
      default -> "a table";
    };
  }
}
