package dev.agentpool.plan;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A text with placeholders (spec slot-pool 8.2), cut into pieces once. Rendering is one pass: a
 * value is never looked at again, so that no output and no argument can bring in a placeholder of
 * its own. Braces that are no placeholder are text, and so is a placeholder nobody knows.
 * Immutable.
 */
public final class Template {
  private static final Pattern PLACEHOLDER =
      Pattern.compile(
          "\\{(?:steps\\.(?<step>[^{}\\r\\n]+)\\.(?<variable>[^.{}\\r\\n]+)"
              + "|(?<name>[A-Za-z_][A-Za-z0-9_-]*))\\}");
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_-]*");

  private sealed interface Piece {
    record Literal(String text) implements Piece {}

    record Placeholder(Reference reference) implements Piece {}
  }

  private final String text;
  private final List<Piece> pieces;

  private Template(String text, List<Piece> pieces) {
    this.text = text;
    this.pieces = List.copyOf(pieces);
  }

  public static Template of(String text) {
    List<Piece> pieces = new ArrayList<>();
    Matcher matcher = PLACEHOLDER.matcher(text);
    int end = 0;
    while (matcher.find()) {
      pieces.add(new Piece.Literal(text.substring(end, matcher.start())));
      pieces.add(new Piece.Placeholder(reference(matcher)));
      end = matcher.end();
    }
    pieces.add(new Piece.Literal(text.substring(end)));
    return new Template(text, pieces);
  }

  /** Whether a text can stand between braces as the name of an argument. */
  static boolean isBindingName(String name) {
    return NAME.matcher(name).matches()
        && !name.equals("previous_output")
        && !name.equals("error")
        && !name.equals("steps");
  }

  /**
   * Puts the values in.
   *
   * @param lookup the value of a reference, or null when there is none: then it stays as written
   */
  public String render(Function<Reference, @Nullable String> lookup) {
    StringBuilder rendered = new StringBuilder(text.length());
    for (Piece piece : pieces) {
      switch (piece) {
        case Piece.Literal(String literal) -> rendered.append(literal);
        case Piece.Placeholder(Reference reference) -> {
          String value = lookup.apply(reference);
          rendered.append(value == null ? reference.text() : value);
        }
      }
    }
    return rendered.toString();
  }

  /** Every reference, once each, in the order of the text. */
  public Set<Reference> references() {
    Set<Reference> references = new LinkedHashSet<>();
    for (Piece piece : pieces) {
      if (piece instanceof Piece.Placeholder(Reference reference)) {
        references.add(reference);
      }
    }
    return references;
  }

  private static Reference reference(Matcher matcher) {
    String name = matcher.group("name");
    if (name == null) {
      return new Reference.StepValue(matcher.group("step"), matcher.group("variable"));
    }
    return switch (name) {
      case "previous_output" -> new Reference.PreviousOutput();
      case "error" -> new Reference.LastError();
      default -> new Reference.Binding(name);
    };
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof Template that && text.equals(that.text);
  }

  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** The text as it was written. */
  @Override
  public String toString() {
    return text;
  }
}
