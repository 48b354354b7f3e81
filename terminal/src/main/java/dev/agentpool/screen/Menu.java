package dev.agentpool.screen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The menu at the end of a screen.
 *
 * @param asked the line that asks; empty when none does
 * @param text all that stands above its choices, from the last rule that is drawn over it on
 */
record Menu(String asked, String text, List<Choice> choices) {
  private static final Pattern NUMBERED =
      Pattern.compile("^\\s*(?:[❯›>→▶]\\s*)?(?<key>\\d{1,2})[.)]\\s+(?<label>\\S.*)$");
  private static final Pattern DRAWN = Pattern.compile("^\\s*[─━═]{8,}|^\\s*[╭┌]");
  private static final Pattern EDGES = Pattern.compile("^[\\s│┃|]+|[\\s│┃|]+$");
  private static final int MOST = 60;

  Menu {
    choices = List.copyOf(choices);
  }

  /**
   * @param option how a choice looks; null for a number before it
   */
  static Menu of(List<String> lines, @Nullable Pattern option) {
    Pattern offers = option == null ? NUMBERED : option;
    List<Choice> choices = new ArrayList<>();
    int first = lines.size();
    for (int i = lines.size() - 1; i >= Math.max(0, lines.size() - MOST); i--) {
      Optional<Choice> choice = choice(offers, lines.get(i));
      if (choice.isPresent() && continues(choices, choice.get(), option)) {
        choices.addFirst(choice.get());
        first = i;
      } else if (choice.isPresent()) {
        break; // the end of another list
      }
    }
    int top = first;
    while (top > 0 && first - top < MOST && !DRAWN.matcher(lines.get(top - 1)).find()) {
      top--;
    }
    List<String> above =
        lines.subList(top, first).stream().filter(line -> !line.isBlank()).toList();
    return new Menu(asked(above), ResultBlock.plain(above), choices);
  }

  private static Optional<Choice> choice(Pattern offers, String line) {
    Matcher found = offers.matcher(EDGES.matcher(line).replaceAll(""));
    return found.find()
        ? Optional.of(new Choice(found.group("key"), found.group("label").strip()))
        : Optional.empty();
  }

  /** Numbers count down to 1, read from below: what a command prints above them does not fit. */
  private static boolean continues(List<Choice> below, Choice next, @Nullable Pattern option) {
    if (option != null || below.isEmpty()) {
      return true;
    }
    return Integer.parseInt(next.key()) == Integer.parseInt(below.getFirst().key()) - 1
        && !below.getFirst().key().equals("1");
  }

  private static String asked(List<String> above) {
    for (int i = above.size() - 1; i >= 0; i--) {
      String line = EDGES.matcher(above.get(i)).replaceAll("");
      if (line.endsWith("?")) {
        return line;
      }
    }
    return above.isEmpty() ? "" : EDGES.matcher(above.getLast()).replaceAll("");
  }
}
