package dev.agentpool.workspace.git;

import dev.agentpool.settings.Submodules;
import dev.agentpool.task.TaskId;
import dev.agentpool.workspace.WorkspaceException;
import dev.agentpool.workspace.Workspaces.Workspace;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One clone a task, made with {@code --local}: objects are hard links, so it is quick and small and
 * still stands on its own. {@code --shared} would be smaller, and would break when the project's
 * repository collects its garbage.
 */
final class TaskClones {
  private static final Pattern REMOTE_URL =
      Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*://.*|[^/]+:.*");

  private final Git git;

  TaskClones(Git git) {
    this.git = git;
  }

  Workspace prepare(Repository project, BaseFolder base, Submodules submodules, TaskId task) {
    List<String> notices = clearAway(project, base, task);
    try (TakeBack taken = new TakeBack()) {
      String branch = project.reserveBranch(task, taken);
      Mark mark = new Mark(task.value(), branch, project.head(), Mark.Phase.WORKING);
      TaskClone made = make(project, base, submodules, mark, project.head());
      notices.forEach(made.tree().modules().notices()::say);
      taken.keep();
      return made;
    }
  }

  /** Makes the clone that the mark tells of, with its branch at the commit. */
  TaskClone make(
      Repository project, BaseFolder base, Submodules submodules, Mark mark, String commit) {
    Path path = base.clones().resolve(mark.task());
    Path partial = partial(path);
    try (TakeBack taken = new TakeBack()) {
      Files.createDirectories(base.clones());
      taken.with(() -> Trees.deleteIfThere(partial));
      Trees.deleteIfThere(partial);
      fill(partial, project, base, mark, commit);
      Files.move(partial, path, StandardCopyOption.ATOMIC_MOVE);
      taken.with(() -> Trees.deleteIfThere(path));
      Files.createDirectories(path.resolve(project.prefix()));
      TaskClone made = clone(path, project, base, mark);
      made.tree().populate(submodules);
      taken.keep();
      return made;
    } catch (IOException e) {
      throw WorkspaceException.ofMachine(
          "cannot make the clone " + path + ": " + e.getMessage(), e);
    }
  }

  /** Where a clone is while it is made or deleted; nothing there is anyone's work. */
  static Path partial(Path path) {
    return path.resolveSibling("." + path.getFileName() + ".partial");
  }

  /** Changes nothing. */
  Workspace find(Repository project, BaseFolder base, TaskId task) {
    Path path = base.clones().resolve(task.value());
    Optional<Mark> mark = Mark.read(path.resolve(".git"));
    if (mark.isPresent()) {
      return clone(path, project, base, mark.get());
    }
    // finished, and removed because the project has all of it
    String branch = TaskBranches.newest(project, task);
    String from = project.place().must("merge-base", project.head(), Refs.ref(branch)).line();
    return clone(path, project, base, new Mark(task.value(), branch, from, Mark.Phase.FINISHED));
  }

  TaskClone clone(Path path, Repository project, BaseFolder base, Mark mark) {
    return new TaskClone(
        WorkTree.of(git, path.resolve(".git"), path, project, base),
        project,
        mark,
        path.resolve(project.prefix()));
  }

  /**
   * An earlier attempt's clone: its work goes into the project; what cannot, is put aside.
   *
   * @return what a person should know of that
   */
  List<String> clearAway(Repository project, BaseFolder base, TaskId task) {
    Path path = base.clones().resolve(task.value());
    if (!Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      return List.of();
    }
    Mark mark =
        Mark.read(path.resolve(".git"))
            .orElseThrow(() ->
                WorkspaceException.ofTask(
                    path
                        + " is in the way: agentpool did not make it, and deletes nothing it did"
                        + " not make; move it away"));
    TaskClone earlier = clone(path, project, base, mark);
    earlier.finish();
    if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
      base.putAside(path, task.value());
    }
    return earlier.notices();
  }

  private void fill(Path partial, Repository project, BaseFolder base, Mark mark, String commit)
      throws IOException {
    GitPlace.searching(git, project.top())
        .must(
            "-c",
            "protocol.file.allow=always",
            "clone",
            "-q",
            "--local",
            "--no-checkout",
            "--",
            project.top().toString(),
            partial.toString());
    WorkTree tree = WorkTree.of(git, partial.resolve(".git"), partial, project, base);
    copySettings(project.place(), project.commonDir(), tree);
    tree.place().must("checkout", "-q", "-f", "--no-track", "-B", mark.branch(), commit, "--");
    mark.write(tree.gitDir());
  }

  /**
   * What belongs to the repository and is not cloned: its real origin, who commits, what is
   * ignored.
   */
  static void copySettings(GitPlace from, Path gitDir, WorkTree tree) throws IOException {
    for (String key : new String[] {"user.name", "user.email"}) {
      GitResult value = from.run("config", "--local", "--get", key);
      if (value.ok()) {
        tree.place().must("config", key, value.line());
      }
    }
    Path exclude = gitDir.resolve("info/exclude");
    if (Files.isRegularFile(exclude)) {
      Files.createDirectories(tree.gitDir().resolve("info"));
      Files.copy(
          exclude, tree.gitDir().resolve("info/exclude"), StandardCopyOption.REPLACE_EXISTING);
    }
    GitResult origin = from.run("config", "--get", "remote.origin.url");
    if (origin.ok()
        && REMOTE_URL.matcher(origin.line()).matches()
        && !origin.line().startsWith("file:")) {
      // first what the project knows of its origin, then the address
      tree.place().fetchExactly(gitDir, "+refs/remotes/origin/*:refs/remotes/origin/*");
      tree.place().must("config", "remote.origin.url", origin.line());
    }
  }
}
