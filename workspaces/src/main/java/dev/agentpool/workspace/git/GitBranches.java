package dev.agentpool.workspace.git;

import dev.agentpool.workspace.OwnBranches;
import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** By git; a branch of ours is known by its name. */
final class GitBranches implements OwnBranches {
  private static final Pattern NAME =
      Pattern.compile("agentpool/((?:task|chain)-[0-9a-f]+)(?:-[0-9]+)?");
  private static final String OURS = Refs.ref("agentpool/");
  private final Git git;

  GitBranches(Git git) {
    this.git = git;
  }

  @Override
  public List<Branch> list(Path path) {
    return Repository.find(git, path).map(GitBranches::of).orElse(List.of());
  }

  private static List<Branch> of(Repository project) {
    List<String> all =
        project
            .place()
            .must(
                "for-each-ref", "--format=%(refname:lstrip=2) %(objectname) %(worktreepath)", OURS)
            .out()
            .lines()
            .toList();
    if (all.isEmpty()) {
      return List.of();
    }
    Set<String> merged =
        project
            .place()
            .must(
                "for-each-ref", "--merged=" + project.head(), "--format=%(refname:lstrip=2)", OURS)
            .out()
            .lines()
            .collect(Collectors.toSet());
    String files = files(project);
    List<Branch> branches = new ArrayList<>();
    for (String line : all) {
      String[] words = line.split(" ", 3);
      String name = words[0];
      Matcher ours = NAME.matcher(name);
      if (ours.matches()) {
        branches.add(
            new Branch(
                name,
                ours.group(1),
                words[1],
                merged.contains(name) ? Work.MERGED : unmerged(project, files, words[1]),
                words[2].isEmpty() ? Optional.empty() : Optional.of(Path.of(words[2]))));
      }
    }
    return branches;
  }

  private static Work unmerged(Repository project, String files, String tip) {
    return changesNothing(project, files, tip) ? Work.SQUASHED : Work.ITS_OWN;
  }

  /** What is checked out, as git's tree. */
  private static String files(Repository project) {
    return project.place().must("rev-parse", project.head() + "^{tree}").line();
  }

  /**
   * Whether a merge of it would; what git cannot try, too old a git for instance, is not known to.
   */
  private static boolean changesNothing(Repository project, String files, String tip) {
    try {
      MergedFiles merge = MergedFiles.of(project.place(), project.head(), tip);
      return merge.isClean() && merge.tree().equals(files);
    } catch (WorkspaceException cannotTell) {
      return false;
    }
  }

  @Override
  public boolean dropMerged(Path path, String branch) {
    return Repository.find(git, path).filter(project -> drops(project, branch)).isPresent();
  }

  private static boolean drops(Repository project, String branch) {
    if (project.refs().dropMerged(branch, project.head())) {
      return true;
    }
    Optional<String> tip = project.refs().tip(branch);
    return tip.isPresent()
        && changesNothing(project, files(project), tip.get())
        && project.refs().dropUnused(branch, tip.get());
  }
}
