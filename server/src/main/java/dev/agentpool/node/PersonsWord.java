package dev.agentpool.node;

import dev.agentpool.config.Home;
import dev.agentpool.config.PoolFiles;
import dev.agentpool.config.TrustBook;
import dev.agentpool.session.ProviderException;
import dev.agentpool.session.SessionSpec;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a person's word covers at the moment a session is needed, however old the pool's settings.
 */
final class PersonsWord {
  private final TrustBook trust;
  private final PoolFiles files;

  PersonsWord(Home home) {
    this.trust = new TrustBook(home);
    this.files = new PoolFiles(home);
  }

  /** Throws when the project's file says what needs trust and is not trusted any more. */
  void check(Path project) throws ProviderException {
    Optional<String> untrusted = files.untrusted(project);
    if (untrusted.isPresent()) {
      throw new ProviderException(OutcomeCode.PROJECT_UNUSABLE, untrusted.get(), null);
    }
  }

  /** For the provider: which contents of the project may run. */
  Map<String, String> variables(Path project) {
    Set<String> contents = trust.contents(project);
    return contents.isEmpty()
        ? Map.of()
        : Map.of(SessionSpec.TRUSTED_CONTENTS, String.join(",", contents));
  }
}
