package dev.agentpool.workspace.git;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.UsersTree.Undone;
import dev.agentpool.workspace.WorkspaceException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Takes merges out again. Each is undone in the object store first, so a conflict leaves everything
 * as it was.
 */
final class Undoing {
  /** So far back a merge is looked for. */
  private static final int MOST_MERGES = 5000;

  private final Git git;
  private final Repository project;
  private final ProjectTree tree;
  private final MergeWishes wishes;

  Undoing(Git git, Repository project, ProjectTree tree, MergeWishes wishes) {
    this.git = git;
    this.project = project;
    this.tree = tree;
    this.wishes = wishes;
  }

  private record Merge(String commit, String before, String tip) {}

  Undone undo(String branch, Predicate<String> named) {
    GitConfig config = FilterGuard.check(tree.place());
    FilterGuard.checkMergeDrivers(config);
    GitVersion.check(git).requireMerging(branch);
    UserMerge user = UserMerge.of(project, tree.place(), config, wishes);
    String head = tree.head();
    String into = tree.name();
    List<Merge> merges = merges(head, project.refs().tip(branch), named);
    if (merges.isEmpty()) {
      throw WorkspaceException.ofTask(
          "no merge of "
              + branch
              + " is in "
              + into
              + ", which is checked out; if it was merged into another branch, switch there first");
    }
    tree.requireAtRest("undo it");
    tree.requireClean("undo it");
    List<String> undone = new ArrayList<>();
    List<String> commits = new ArrayList<>();
    String top = head;
    for (Merge merge : merges) {
      String files = without(merge, top, branch);
      if (!files.equals(files(top))) {
        top = user.commitOn(top, files, text(merge));
        undone.add(merge.commit());
        commits.add(top);
      }
    }
    if (undone.isEmpty()) {
      throw WorkspaceException.ofTask(
          "nothing of " + branch + " is left in " + into + ": its merge was undone already");
    }
    tree.requireRoomFor(head, top);
    if (!head.equals(tree.head()) || !tree.forward(user.following(), head, top, "undo " + branch)) {
      throw WorkspaceException.ofTask(
          "the project got new commits meanwhile; nothing was undone, try again");
    }
    boolean isGone = project.refs().tip(branch).isEmpty();
    return new Undone(
        into,
        undone,
        commits,
        branch,
        isGone && project.refs().create(branch, merges.getFirst().tip()).ok());
  }

  /** Of what the user's branch itself was given, newest first: no agent's own merges. */
  private List<Merge> merges(String head, Optional<String> tip, Predicate<String> named) {
    List<String> lines =
        tree.place()
            .must(
                "rev-list",
                "--first-parent",
                "--merges",
                "--max-count=" + MOST_MERGES,
                "--format=%P%n%s",
                head)
            .out()
            .lines()
            .toList();
    List<Merge> merges = new ArrayList<>();
    for (int i = 0; i + 2 < lines.size(); i += 3) {
      String[] parents = lines.get(i + 1).split(" ");
      if (parents.length == 2 && isOne(parents[1], lines.get(i + 2), tip, named)) {
        merges.add(new Merge(lines.get(i).substring("commit ".length()), parents[0], parents[1]));
      }
    }
    return merges;
  }

  private boolean isOne(
      String brought, String subject, Optional<String> tip, Predicate<String> named) {
    return tip.filter(brought::equals).isPresent()
        || (named.test(subject)
            && (tip.isEmpty() || project.refs().isAncestor(brought, tip.get())));
  }

  /** The files of a commit as they would be, had there been no such merge. */
  private String without(Merge merge, String top, String branch) {
    GitResult undoing =
        tree.place()
            .run(
                List.of("commit-tree", "-p", merge.commit(), "-F", "-", files(merge.before())),
                "undo\n");
    if (!undoing.ok()) {
      throw GitAdvice.failure(undoing);
    }
    MergedFiles left = MergedFiles.of(tree.place(), top, undoing.line());
    if (!left.isClean()) {
      throw WorkspaceException.ofTask(
          "cannot undo the merge of "
              + branch
              + ": later commits changed the same lines of "
              + FileNames.list(left.conflicts())
              + "; nothing was changed: undo it by hand (git revert -m 1 "
              + merge.commit()
              + ")");
    }
    return left.tree();
  }

  private String files(String commit) {
    return tree.place().must("rev-parse", "--verify", commit + "^{tree}").line();
  }

  private String text(Merge merge) {
    String subject =
        tree.place()
            .must("rev-list", "--max-count=1", "--no-walk", "--format=%s", merge.commit())
            .out()
            .lines()
            .skip(1)
            .findFirst()
            .orElse("merge");
    return "Revert \""
        + subject
        + "\"\n\nThis reverts commit "
        + merge.commit()
        + ", reversing\nchanges made to "
        + merge.before()
        + ".";
  }
}
