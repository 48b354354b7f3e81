package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What the project itself has checked out: the user's own tree, or the HEAD of a bare repository.
 *
 * @param place commands about its HEAD and files run here
 * @param gitDir its own git directory, which differs from the common one in a worktree
 */
record ProjectTree(Repository project, GitPlace place, Path gitDir) {
  /** Files that git keeps while one of its commands waits for the user. */
  private static final Map<String, String> UNFINISHED =
      new TreeMap<>(
          Map.of(
              "MERGE_HEAD", "merge",
              "CHERRY_PICK_HEAD", "cherry-pick",
              "REVERT_HEAD", "revert",
              "rebase-merge", "rebase",
              "rebase-apply", "rebase or am"));

  static ProjectTree of(Git git, Repository project) {
    if (project.isBare()) {
      return new ProjectTree(project, project.place(), project.commonDir());
    }
    Path gitDir =
        Path.of(
            GitPlace.searching(git, project.top()).must("rev-parse", "--absolute-git-dir").line());
    List<String> where =
        List.of(
            "-C", project.top().toString(), "--git-dir=" + gitDir, "--work-tree=" + project.top());
    return new ProjectTree(project, new GitPlace(git, where, null), gitDir);
  }

  /** What HEAD is at this moment. */
  String head() {
    return place.must("rev-parse", "--verify", "HEAD^{commit}").line();
  }

  /** The branch HEAD is on, or the commit when it is detached. */
  String name() {
    GitResult branch = place.run("symbolic-ref", "-q", "HEAD");
    String name = branch.line();
    return !branch.ok()
        ? head()
        : name.startsWith(Refs.ref("")) ? name.substring(Refs.ref("").length()) : name;
  }

  /**
   * Refuses while the user is in the middle of something, or works on the branch elsewhere.
   *
   * @param what the user is to do again then, for people
   */
  void requireAtRest(String what) {
    UNFINISHED.forEach((file, command) -> {
      if (Files.exists(gitDir.resolve(file))) {
        throw WorkspaceException.ofTask(
            "a "
                + command
                + " is under way in "
                + project.top()
                + "; finish or abort it, then "
                + what
                + " again");
      }
    });
    if (project.isBare()) {
      requireNowhereCheckedOut();
    }
  }

  private void requireNowhereCheckedOut() {
    String branch = "branch " + place.run("symbolic-ref", "-q", "HEAD").line();
    String at = "";
    for (String line : place.must("worktree", "list", "--porcelain").out().lines().toList()) {
      at = line.startsWith("worktree ") ? line.substring("worktree ".length()) : at;
      if (line.equals(branch) && !Path.of(at).equals(project.commonDir())) {
        throw WorkspaceException.ofTask(
            "the "
                + branch.replace("refs/heads/", "")
                + " of the bare repository is checked out in "
                + at
                + ", whose files a merge from outside would leave behind; name that folder as the"
                + " project");
      }
    }
  }

  /**
   * Refuses when a tracked file is otherwise than committed.
   *
   * @param what the user is to do again then, for people
   */
  void requireClean(String what) {
    place.run("update-index", "-q", "--refresh");
    Set<String> changed = project.isBare() ? Set.of() : differing(head(), "", "diff-index");
    if (!changed.isEmpty()) {
      throw WorkspaceException.ofTask(
          "the project "
              + project.top()
              + " has uncommitted changes: "
              + FileNames.list(changed)
              + "; commit or stash them, then "
              + what
              + " again");
    }
  }

  /** Refuses when the user has changes in files that the step from HEAD to the commit touches. */
  void requireRoomFor(String head, String commit) {
    if (project.isBare()) {
      return;
    }
    Set<String> touched = differing(head, commit, "diff-tree", "-r");
    place.run("update-index", "-q", "--refresh");
    Set<String> inTheWay = differing(head, "", "diff-index");
    // what already is as it will be is no obstacle
    inTheWay.retainAll(differing(commit, "", "diff-index"));
    inTheWay.retainAll(touched);
    Set<String> staged = differing(head, "", "diff-index", "--cached", "--diff-filter=A");
    for (String file : differing(head, commit, "diff-tree", "-r", "--diff-filter=A")) {
      if (!staged.contains(file)
          && Files.exists(project.top().resolve(file), LinkOption.NOFOLLOW_LINKS)
          && !Files.isDirectory(project.top().resolve(file), LinkOption.NOFOLLOW_LINKS)) {
        inTheWay.add(file);
      }
    }
    if (!inTheWay.isEmpty()) {
      throw dirty(inTheWay);
    }
  }

  private WorkspaceException dirty(Set<String> files) {
    return WorkspaceException.ofTask(
        "the project "
            + project.top()
            + " has uncommitted changes in files that the merge touches: "
            + FileNames.list(files)
            + "; commit, stash or move them, then merge again");
  }

  private Set<String> differing(String from, String to, String... command) {
    List<String> words = new ArrayList<>(Arrays.asList(command));
    words.addAll(List.of("--name-only", "-z", "--no-renames", from));
    if (!to.isEmpty()) {
      words.add(to);
    }
    words.add("--");
    return names(place.must(words.toArray(String[]::new)).out());
  }

  private static Set<String> names(String out) {
    Set<String> names = new LinkedHashSet<>(Arrays.asList(out.split("\0")));
    names.remove("");
    return names;
  }

  /**
   * Brings HEAD, and the files when there are any, to the commit, or changes nothing.
   *
   * @return false when HEAD is no longer where it was seen
   */
  boolean forward(GitPlace at, String head, String commit, String message) {
    GitResult said =
        project.isBare()
            ? at.run("update-ref", "-m", message, "HEAD", commit, head)
            : at.run(
                "-c",
                "branch." + name() + ".mergeOptions=",
                "merge",
                "-q",
                "--ff-only",
                "--no-squash",
                "--no-stat",
                "--no-autostash",
                "--no-verify-signatures",
                "--no-overwrite-ignore",
                commit);
    if (said.ok()) {
      return true;
    }
    if (!head().equals(head)) {
      return false;
    }
    Set<String> named = new LinkedHashSet<>();
    said.err()
        .lines()
        .filter(line -> line.startsWith("\t"))
        .forEach(line -> named.add(line.strip()));
    throw named.isEmpty() ? GitAdvice.failure(said) : dirty(named);
  }
}
