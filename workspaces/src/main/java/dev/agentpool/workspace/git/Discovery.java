package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the repository of a project: by git the first time and whenever something of it has
 * changed, else by what was found before and the commit that HEAD is now. Thread-safe.
 */
final class Discovery {
  private final Git git;
  private final Map<Path, Known> known = new ConcurrentHashMap<>();

  private record Known(Repository repository, Stamps folders, Stamps files) {}

  Discovery(Git git) {
    this.git = git;
  }

  Repository of(Path project) throws WorkspaceException {
    Path real = Repository.real(project);
    Known before = known.get(real);
    if (before != null && isAsBefore(real, before)) {
      Repository repository = before.repository();
      Optional<String> head = FileRefs.head(repository.gitDir(), repository.commonDir());
      if (head.isPresent()) {
        return repository.at(head.get());
      }
    }
    Repository found = Repository.discover(git, project);
    known.put(real, new Known(found, folders(real, found), files(found)));
    return found;
  }

  private boolean isAsBefore(Path real, Known before) {
    Repository repository = before.repository();
    for (Path at = real; at != null && !at.equals(repository.top()); at = at.getParent()) {
      if (Files.exists(at.resolve(".git"), LinkOption.NOFOLLOW_LINKS)) {
        return false; // a repository came to be nearer
      }
    }
    return before.folders().equals(folders(real, repository))
        && before.files().equals(files(repository));
  }

  private static Stamps folders(Path real, Repository of) {
    return Stamps.ofFolders(
        List.of(real, of.top(), of.top().resolve(".git"), of.commonDir(), of.gitDir()));
  }

  private Stamps files(Repository of) {
    return Stamps.of(ConfigFiles.files(of.gitDir(), git.environment()));
  }
}
