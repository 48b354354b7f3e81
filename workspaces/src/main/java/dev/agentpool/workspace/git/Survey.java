package dev.agentpool.workspace.git;

import dev.agentpool.workspace.MergeWishes;
import dev.agentpool.workspace.Sight;
import dev.agentpool.workspace.WorkspaceException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** What agents see of a project's repository, point by point, each with what follows from it. */
final class Survey {
  private final Repository project;
  private final GitConfig config;
  private final MergeWishes wishes;
  private final List<Sight> sights = new ArrayList<>();

  private Survey(Repository project, GitConfig config, MergeWishes wishes) {
    this.project = project;
    this.config = config;
    this.wishes = wishes;
  }

  static List<Sight> of(Repository project, MergeWishes wishes) {
    Survey survey = new Survey(project, GitConfig.of(project.place()), wishes);
    survey.ready();
    survey.submodules();
    survey.largeFiles();
    survey.sparse();
    survey.partial();
    survey.shallow();
    survey.uncommitted();
    survey.signing();
    survey.hooks();
    return survey.sights;
  }

  private void ready() {
    try {
      TaskBranches.requireRoom(project.commonDir());
      FilterGuard.check(config);
      fine("repository", "agents start from commit " + project.head().substring(0, 10));
    } catch (WorkspaceException refused) {
      sights.add(
          new Sight(
              "repository",
              Sight.Weight.STOPS,
              "no worktree or clone can be made",
              String.valueOf(refused.getMessage())));
    }
  }

  private void submodules() {
    List<String> paths =
        project.isBare()
            ? List.of()
            : IndexFile.of(place(), project.gitDir(), project.hashLength()).links().stream()
                .map(IndexFile.Link::path)
                .toList();
    if (paths.isEmpty()) {
      fine("submodules", "none");
    } else {
      mind(
          "submodules",
          FileNames.list(paths) + ": empty for agents in a worktree or clone",
          "submodules = \"fill\" fills them from what the project has, without a network");
    }
  }

  private void largeFiles() {
    Path attributes = project.top().resolve(".gitattributes");
    try {
      if (!Files.isRegularFile(attributes)
          || !Files.readString(attributes).contains("filter=lfs")) {
        fine("lfs", "none");
        return;
      }
    } catch (IOException unreadable) {
      fine("lfs", "cannot be told: " + attributes + " cannot be read as text");
      return;
    }
    boolean isInstalled = config.value("filter.lfs.process").isPresent();
    mind(
        "lfs",
        isInstalled
            ? "files whose content is in .git/lfs are whole for agents in a worktree; others, and"
                + " all in a clone, are pointers: agentpool downloads nothing"
            : "git-lfs is not set up: agents see pointers",
        isInstalled
            ? "git lfs pull before the work, and workspace = \"worktree\""
            : "git lfs install");
  }

  private void sparse() {
    if (config.isTrue("core.sparsecheckout")) {
      mind(
          "sparse checkout",
          "agents in a worktree see the part that was chosen when the slot's worktree was made; in"
              + " a clone they see all",
          "");
    } else {
      fine("sparse checkout", "no: agents see all files");
    }
  }

  private void partial() {
    if (PartialClone.is(config)) {
      sights.add(
          new Sight(
              "partial clone",
              Sight.Weight.STOPS,
              "objects are missing: no worktree or clone can be made",
              PartialClone.ADVICE));
    } else {
      fine("partial clone", "no: all objects are here");
    }
  }

  private void shallow() {
    if (Files.isRegularFile(project.commonDir().resolve("shallow"))) {
      mind(
          "shallow clone",
          "agents see as little history as you: it was cut",
          "git fetch --unshallow");
    } else {
      fine("shallow clone", "no: agents see the whole history");
    }
  }

  private void uncommitted() {
    if (project.isBare()) {
      fine("nested repositories", "none: the repository is bare");
      return;
    }
    if (!mayBeAsked()) {
      return; // to tell what has changed, git would run the repository's own filters
    }
    Status status = Status.of(place());
    if (status.nested().isEmpty()) {
      fine("nested repositories", "none");
    } else {
      mind(
          "nested repositories",
          FileNames.list(status.nested())
              + ": not in a worktree or clone, for the project does not track them",
          "make them submodules, or set workspace = \"shared\"");
    }
    if (status.hasWork()) {
      mind(
          "uncommitted files",
          "agents in a worktree or clone see the last commit, not what you changed since"
              + (status.untracked().isEmpty()
                  ? ""
                  : ", and not " + FileNames.list(status.untracked())),
          "commit what they are to see");
    }
    List<String> ignored =
        Arrays.stream(
                place()
                    .must(
                        "ls-files",
                        "--others",
                        "--ignored",
                        "--exclude-standard",
                        "--directory",
                        "-z")
                    .out()
                    .split("\0"))
            .filter(name -> !name.isEmpty() && !name.startsWith(".agent-pool"))
            .toList();
    if (!ignored.isEmpty()) {
      mind(
          "ignored files",
          FileNames.list(ignored) + ": not in a worktree or clone",
          "have the prompt or a skill make them, or set workspace = \"shared\"");
    }
  }

  private boolean mayBeAsked() {
    try {
      FilterGuard.check(config);
      return true;
    } catch (WorkspaceException refused) {
      return false;
    }
  }

  private void signing() {
    if (!config.isTrue("commit.gpgsign")) {
      fine("signing", "not asked for");
    } else if (wishes.sign()) {
      fine("signing", "merges are signed; what agentpool commits of what agents left is not");
    } else {
      mind(
          "signing",
          "an agent's own commits are signed if your key can be used without asking; agentpool's"
              + " commits and merges are not",
          "sign_merges = true in [git] of config.toml signs the merges");
    }
  }

  private void hooks() {
    List<String> hooks = Hooks.present(config, project);
    if (hooks.isEmpty()) {
      fine("hooks", "none");
    } else {
      mind(
          "hooks",
          String.join(", ", hooks)
              + ": an agent's own git commands run them; agentpool's commits do not"
              + (wishes.hooks() ? ", its merges do" : ", nor do its merges"),
          wishes.hooks() ? "" : "merge_hooks = true in [git] of config.toml has merges run them");
    }
  }

  private GitPlace place() {
    return GitPlace.workTree(project.place().git(), project.gitDir(), project.top());
  }

  private void fine(String subject, String seen) {
    sights.add(new Sight(subject, Sight.Weight.FINE, seen, ""));
  }

  private void mind(String subject, String seen, String advice) {
    sights.add(new Sight(subject, Sight.Weight.MIND, seen, advice));
  }
}
