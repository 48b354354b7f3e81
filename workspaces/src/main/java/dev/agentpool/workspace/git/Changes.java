package dev.agentpool.workspace.git;

import dev.agentpool.workspace.Workspaces.Change;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What a branch changes, as text for a reviewer; no command that the project names shows it. */
final class Changes {
  static final int PATCH_BOUND = 1 << 20;

  /** The same words for everyone, whatever the project's configuration prefers. */
  static final List<String> DIFF =
      List.of("diff-tree", "-r", "-M", "--no-ext-diff", "--no-textconv", "--no-color");

  private static final int ROOM_FOR_NOTICE = 400;

  private Changes() {}

  static Change of(Repository project, String branch) {
    String tip = project.refs().need(branch);
    String start = BranchStart.of(project, tip, Optional.empty());
    List<String> files =
        Arrays.stream(diff(project, start, tip, "--name-only", "-z").split("\0"))
            .filter(file -> !file.isEmpty())
            .toList();
    return new Change(
        branch,
        BranchStart.commits(project, start, tip),
        files,
        diff(project, start, tip, "--stat").stripTrailing(),
        cut(diff(project, start, tip, "-p"), "git diff " + start + " " + branch));
  }

  private static String diff(Repository project, String start, String tip, String... how) {
    List<String> words = new ArrayList<>(List.of("-c", "core.quotePath=false"));
    words.addAll(DIFF);
    words.addAll(List.of(how));
    words.addAll(List.of(start, tip, "--"));
    return project.place().must(words.toArray(String[]::new)).out();
  }

  /** At the end of a line when there is one, and never in the middle of a character. */
  static String cut(String patch, String whole) {
    byte[] bytes = patch.getBytes(StandardCharsets.UTF_8);
    if (bytes.length <= PATCH_BOUND) {
      return patch;
    }
    int end = PATCH_BOUND - ROOM_FOR_NOTICE;
    while (end > 0 && (bytes[end] & 0xC0) == 0x80) {
      end--;
    }
    String kept = new String(bytes, 0, end, StandardCharsets.UTF_8);
    int line = kept.lastIndexOf('\n');
    return (line > 0 ? kept.substring(0, line) : kept)
        + "\n[the patch is longer than 1 MiB and was cut here; the whole: "
        + whole
        + "]\n";
  }
}
