package dev.agentpool.workspace.git;

import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a merge comes to, made in the object store: nothing is checked out.
 *
 * @param isClean whether it needs no person
 * @param tree the merged files, without use when it is not clean
 * @param conflicts the files in which it is not
 */
record MergedFiles(boolean isClean, String tree, Set<String> conflicts) {
  static MergedFiles of(GitPlace place, String ours, String theirs) {
    GitResult said =
        place.run("merge-tree", "--write-tree", "-z", "--name-only", "--no-messages", ours, theirs);
    if (said.exit() > 1) {
      throw GitAdvice.failure(said);
    }
    List<String> parts = Arrays.asList(said.out().split("\0"));
    Set<String> conflicts = new LinkedHashSet<>(parts.subList(1, parts.size()));
    conflicts.remove("");
    return new MergedFiles(said.exit() == 0, parts.getFirst().strip(), conflicts);
  }
}
