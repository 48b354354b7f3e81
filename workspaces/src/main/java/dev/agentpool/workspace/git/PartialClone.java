package dev.agentpool.workspace.git;

import dev.agentpool.workspace.WorkspaceException;

/**
 * A clone that was made with {@code --filter} lacks objects, which git would fetch in the middle of
 * a checkout, a merge or a status, by whatever command the repository's configuration names for it;
 * agentpool uses no network, so it is refused before anything is made.
 */
final class PartialClone {
  static final String ADVICE =
      "the repository is a partial clone (git clone --filter) and lacks objects, and agentpool"
          + " fetches nothing: fetch them all once (git fetch --refetch --no-filter) and tell git"
          + " that it is whole (git config --unset-all extensions.partialClone; git config"
          + " --unset-all remote.origin.promisor; git config --unset-all"
          + " remote.origin.partialCloneFilter), or set workspace = \"shared\"";

  private PartialClone() {}

  static boolean is(GitConfig config) {
    return config.value("extensions.partialclone").filter(name -> !name.isBlank()).isPresent()
        || config.where(PartialClone::namesPromisor).stream()
            .anyMatch(entry -> GitConfig.meansTrue(entry.value()));
  }

  private static boolean namesPromisor(String key) {
    return key.startsWith("remote.") && key.endsWith(".promisor");
  }

  static void refuse(GitConfig config) {
    if (is(config)) {
      throw WorkspaceException.ofProject(ADVICE);
    }
  }
}
