package dev.agentpool.knowledge.curation;

import dev.agentpool.knowledge.Entry;
import java.util.ArrayList;
import java.util.List;

/** The mail by which the researcher is asked to look after what experts know (spec 18). */
public final class CurationMail {
  private static final int MOST_LINES = 40;
  private static final int QUOTED = 160;

  private CurationMail() {}

  /** Its body. */
  public static String body(CurationState.Reason reason, List<ExpertLook> experts) {
    StringBuilder body = new StringBuilder();
    body.append("## Curation Task\n\n**Trigger:** ").append(reason.word()).append("\n\n");
    body.append(
        """
        Look after what the experts below know, so that their next tasks begin with what is true, \
        short and useful. Read an expert's state, errors and latest sessions before you change \
        anything. Merge what says the same, correct what the sessions contradict, drop what nobody \
        needs any more, and move what has held over several tasks up into the identity. Write \
        nothing that the sessions do not bear out. Leave an expert alone where nothing is to be \
        done.

        ### Experts to Curate

        | Expert | Type | State Size | Log Count |
        |--------|------|------------|-----------|
        """);
    for (ExpertLook expert : experts) {
      body.append("| ").append(expert.name().replace("|", "\\|"));
      body.append(expert.isShared() ? " | shared | " : " | pool | ");
      body.append(expert.stateBytes()).append(" bytes | ");
      body.append(expert.logs()).append(" |\n");
    }
    List<String> found = found(experts);
    if (!found.isEmpty()) {
      body.append("\n### Found by Counting\n\n");
      body.append("These are counted, not judged: whether they hold is yours to say.\n\n");
      found.forEach(line -> body.append(line).append('\n'));
    }
    body.append(
        """

        Use `enrich_state` to read an expert, `write_expert_state` to replace its state or its \
        errors, and `promote_pattern` to add to its identity. What you promoted, take out of state \
        and errors. Every change is kept with its author and can be undone. End with a short account \
        of what you changed, and why.
        """);
    return body.toString();
  }

  private static List<String> found(List<ExpertLook> experts) {
    List<String> lines = new ArrayList<>();
    int more = 0;
    for (ExpertLook expert : experts) {
      int own = 0;
      for (Finding finding : expert.findings()) {
        if (own++ < MOST_LINES) {
          lines.add("- **" + expert.name() + "**: " + said(finding));
        } else {
          more++;
        }
      }
    }
    if (more > 0) {
      lines.add("- and " + more + " more of the same kinds");
    }
    return lines;
  }

  /** A finding in a line, for people as well. */
  public static String said(Finding finding) {
    return switch (finding) {
      case Finding.Recurs(var entries, int times) ->
          "promote? met in " + times + " tasks: " + quoted(entries.getLast());
      case Finding.Flagged(var flag) ->
          "promote? flagged by "
              + flag.origin().author()
              + (flag.reason().isEmpty() ? "" : " (" + line(flag.reason()) + ")")
              + ": \""
              + line(flag.pattern())
              + "\"";
      case Finding.Promoted(var entry, boolean word) ->
          "the identity says it"
              + (word ? "" : " in much the same words")
              + ", so it can go from "
              + entry.file().fileName()
              + ": "
              + quoted(entry);
      case Finding.Stale(var entry, long days) ->
          "still true? " + days + " days old in " + entry.file().fileName() + ": " + quoted(entry);
      case Finding.Doubtful(var entry, int completed, int failed) ->
          "demote? "
              + failed
              + " tasks failed with it and "
              + completed
              + " ended well: "
              + quoted(entry);
      case Finding.Full(var file, int bytes) ->
          file.fileName() + " has " + bytes + " bytes and is nearly full; shorten it";
    };
  }

  private static String quoted(Entry entry) {
    return "\"" + line(Counting.text(entry)) + "\"";
  }

  private static String line(String text) {
    String line = text.replaceFirst("^(?:[-*+]|\\d+[.)])\\s+", "").replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= QUOTED
        ? line
        : line.substring(0, line.offsetByCodePoints(0, QUOTED)) + "…";
  }
}
