package dev.agentpool.workspace.git;

import dev.agentpool.workspace.OwnBranches;
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
            .must("for-each-ref", "--format=%(refname:lstrip=2) %(worktreepath)", OURS)
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
    List<Branch> branches = new ArrayList<>();
    for (String line : all) {
      String name = line.substring(0, line.indexOf(' '));
      String in = line.substring(line.indexOf(' ') + 1);
      Matcher ours = NAME.matcher(name);
      if (ours.matches()) {
        branches.add(
            new Branch(
                name,
                ours.group(1),
                merged.contains(name),
                in.isEmpty() ? Optional.empty() : Optional.of(Path.of(in))));
      }
    }
    return branches;
  }

  @Override
  public boolean dropMerged(Path path, String branch) {
    return Repository.find(git, path)
        .filter(project -> project.refs().dropMerged(branch, project.head()))
        .isPresent();
  }
}
