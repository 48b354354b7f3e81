package dev.agentpool.provider.terminal;

import dev.agentpool.screen.Choice;
import dev.agentpool.screen.Reading;
import dev.agentpool.session.ToolDesk;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A menu on a screen, in the words of a desk. */
final class Offered {
  private static final Pattern DASHES = Pattern.compile("^\\s*[╌┄-]{4,}\\s*$");
  private static final Pattern FREE =
      Pattern.compile("^(?:type something|other|something else)\\b.*", Pattern.CASE_INSENSITIVE);
  private static final Pattern ASIDE =
      Pattern.compile("^(?:chat about this)\\b.*", Pattern.CASE_INSENSITIVE);

  private Offered() {}

  /** A menu that asks for permission, as one asks for the use of a tool. */
  static ToolDesk.Ask ask(String id, TerminalCli cli, Reading.Offer offer, String question) {
    List<String> lines = offer.text().lines().toList();
    String head = lines.isEmpty() ? "" : lines.getFirst().strip();
    String tool = cli.tools().getOrDefault(head, "terminal");
    String subject = subject(lines);
    String member = tool.equals("Bash") ? "command" : "asked";
    return new ToolDesk.Ask(
        id,
        tool,
        tool.equals("terminal")
            ? Map.of("query", question, "screen", offer.text())
            : Map.of(member, subject.isEmpty() ? question : subject, "screen", offer.text()));
  }

  /** What stands between dashes: what is to be run, or written. */
  private static String subject(List<String> lines) {
    int first = -1;
    for (int i = 0; i < lines.size(); i++) {
      if (!DASHES.matcher(lines.get(i)).matches()) {
        continue;
      }
      if (first >= 0) {
        return lines.subList(first + 1, i).stream()
            .map(line -> line.replaceFirst("^\\s*│? ?", ""))
            .collect(Collectors.joining("\n"))
            .strip();
      }
      first = i;
    }
    return "";
  }

  /** What a person may choose from. */
  static List<String> options(Reading.Offer offer) {
    return offer.choices().stream()
        .map(Choice::label)
        .filter(label -> !FREE.matcher(label).matches() && !ASIDE.matcher(label).matches())
        .toList();
  }

  /** The choice that an answer names, by its label or its key. */
  static Optional<Choice> named(Reading.Offer offer, String answer) {
    String said = answer.strip().toLowerCase(Locale.ROOT);
    return offer.choices().stream()
        .filter(choice ->
            choice.label().toLowerCase(Locale.ROOT).equals(said) || choice.key().equals(said))
        .findFirst();
  }

  /** The choice that takes an answer in one's own words. */
  static Optional<Choice> free(Reading.Offer offer) {
    return offer.choices().stream()
        .filter(choice -> FREE.matcher(choice.label()).matches())
        .findFirst();
  }
}
