package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;

/**
 * A clone that was made with {@code --filter} lacks objects, which git would fetch in the middle of
 * a checkout, a merge or a status; agentpool uses no network, so it is refused before anything is
 * made.
 */
final class PartialClone {
  static final String ADVICE =
      "the repository is a partial clone and lacks objects: fetch them all (git fetch --refetch --no-filter, then git"
          + " config --unset-all extensions.partialClone and git config --unset-all remote.origin.promisor and git config"
          + " --unset-all remote.origin.partialclonefilter), or set workspace = \"shared\"";

  private PartialClone() {}
}
