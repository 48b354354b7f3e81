package dev.agentpool.cli.next;

import dev.agentpool.cli.json.Json;
import dev.agentpool.cli.terminal.Colour;
import dev.agentpool.cli.terminal.Terminal;
import dev.agentpool.cli.terminal.Text;
import java.util.List;
import java.util.Locale;

/**
 * What goes and what stays, as a person reads it.
 *
 * @param would whether nothing was done yet
 * @param whole also what stays as it was
 */
record PruneText(Terminal terminal, boolean would, boolean whole) {
  private static final int LONGEST = 200;

  static List<Json> going(Json list) {
    return list.items().stream().filter(one -> one.flag("removed")).toList();
  }

  void print(Json pruned, Json files) {
    section("branches", "branch", pruned.get("branches"));
    section("worktrees", "path", pruned.get("trees"));
    terminal.print("");
    terminal.printRow(
        Colour.BOLD,
        verb()
            + counted(going(pruned.get("branches")).size(), "branch", "branches")
            + ", "
            + Text.count(going(pruned.get("trees")).size(), "worktree")
            + " ("
            + size(pruned.number("removed_bytes"))
            + "), files of "
            + Text.count(files.get("removed").items().size(), "former run")
            + " ("
            + size(files.number("removed_bytes"))
            + " of all pools)");
  }

  private static String counted(int count, String one, String more) {
    return count + " " + (count == 1 ? one : more);
  }

  private String verb() {
    return would ? "would remove " : "removed ";
  }

  private void section(String title, String name, Json list) {
    for (Json one : list.items()) {
      boolean goes = one.flag("removed");
      if (!goes && !whole && one.text("problem").isEmpty()) {
        continue;
      }
      StringBuilder line = new StringBuilder(goes ? verb() : "stays: ").append(one.text(name));
      if (one.number("bytes") > 0) {
        line.append("  ").append(size(one.number("bytes")));
      }
      line.append("  ").append(why(one.text("reason"), title));
      if (one.text("reason").equals("squashed")) {
        line.append(" git branch ").append(one.text(name)).append(' ').append(one.text("commit"));
        line.append(" brings it back");
      }
      if (!one.text("problem").isEmpty()) {
        line.append(": ").append(Text.oneLine(one.text("problem"), LONGEST));
      }
      terminal.printWrapped(goes ? Colour.YELLOW : Colour.PLAIN, 2, line.toString());
    }
  }

  private static String why(String reason, String title) {
    return switch (reason) {
      case "merged" -> "(merged)";
      case "squashed" -> "(its changes are in what is checked out, in other commits)";
      case "kept_on_branch" -> "(its work is on its branch)";
      case "not_merged" -> "(has commits that what is checked out has not)";
      case "checked_out" -> "(a worktree has it)";
      case "undone" -> "(its merge was undone: the work is only here)";
      case "not_ended" -> "(its task has not ended)";
      case "young" -> "(its task ended a short time ago: --older-than)";
      case "unknown" -> "(no task of that id here)";
      case "active" -> "(somebody is at work there)";
      case "dirty" -> "(something in it is not committed)";
      case "gone" -> "(gone already)";
      default -> "(git could not remove it from the " + title + ")";
    };
  }

  private static String size(long bytes) {
    if (bytes < 1 << 10) {
      return bytes + " bytes";
    }
    double size = bytes / 1024.0;
    for (String unit : List.of("KiB", "MiB")) {
      if (size < 1024) {
        return String.format(Locale.ROOT, "%.1f %s", size, unit);
      }
      size /= 1024;
    }
    return String.format(Locale.ROOT, "%.1f GiB", size);
  }
}
