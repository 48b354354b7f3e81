package dev.agentpool.workspace.git;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What lies in {@code .agent-pool} says how agents run, in a trusted project also without walls: an
 * agent must not be able to have that changed in the project.
 */
final class PoolFiles {
  private PoolFiles() {}

  /** Those that are otherwise in the one commit or tree than in the other. */
  static Set<String> differing(GitPlace place, String from, String to) {
    List<String> ask = new ArrayList<>(List.of("diff-tree", "-r", "-z", "--name-only"));
    ask.addAll(List.of("--no-renames", from, to, "--"));
    ask.addAll(List.of(":(top,glob,icase)**/.agent-pool", ":(top,glob,icase)**/.agent-pool/**"));
    GitResult said = place.run(ask, "");
    if (!said.ok()) {
      throw GitAdvice.failure(said);
    }
    Set<String> changed = new LinkedHashSet<>(Arrays.asList(said.out().split("\0")));
    changed.remove("");
    return changed;
  }
}
