package dev.agentpool.cli.command;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Text;
import java.util.List;

/** Which task's agent asks: its id, what it is called, and where it belongs to. */
public final class AskerText {
  private static final int LONGEST = 60;

  private AskerText() {}

  /** The ids in it, by which they are told from others. */
  public static List<String> ids(Json asked) {
    Json asker = asked.get("asker");
    return List.of(asker.text("task"), asker.text("plan"));
  }

  /**
   * Such as {@code 1a2b3c Fix the parser}, {@code 1a2b3c step test of chain-4d5e6f Release: Fix
   * it}.
   *
   * @param asked a question, or what stands for one in the inbox
   * @return empty when agentpool itself asks
   */
  public static String of(Json asked, ShownIds ids) {
    Json asker = asked.get("asker");
    if (asker.isNull()) {
      return "";
    }
    StringBuilder text = new StringBuilder(ids.of(asker.text("task"))).append(' ');
    if (!asker.text("plan").isEmpty()) {
      text.append("step ").append(one(asker.text("step"))).append(" of ");
      text.append(ids.of(asker.text("plan"))).append(' ').append(one(asker.text("plan_title")));
      text.append(": ");
    }
    text.append(one(asker.text("title")));
    if (!asker.text("expert").isEmpty()) {
      text.append(", of expert ").append(asker.text("expert"));
    }
    return text.toString().stripTrailing();
  }

  /** The same where there is little room: {@code 1a2b3c test of Release}. */
  public static String brief(Json asked, ShownIds ids) {
    Json asker = asked.get("asker");
    if (asker.isNull()) {
      return "";
    }
    String expert = asker.text("expert");
    String title =
        asker.text("plan").isEmpty()
            ? asker.text("title")
            : asker.text("step") + " of " + asker.text("plan_title");
    return ids.of(asker.text("task")) + " " + (expert.isEmpty() ? "" : expert + ", ") + one(title);
  }

  private static String one(String title) {
    return Text.oneLine(title, LONGEST);
  }
}
