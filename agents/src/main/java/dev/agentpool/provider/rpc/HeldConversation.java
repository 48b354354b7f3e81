package dev.agentpool.provider.rpc;

import dev.agentpool.session.ProviderException;
import dev.agentpool.task.OutcomeCode;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The conversation that a process is in, kept in its session's folder. Thread-safe. */
final class HeldConversation {
  private final Path folder;
  private volatile @Nullable Conversation now;

  HeldConversation(Path folder) {
    this.folder = folder;
  }

  /**
   * Takes what an earlier daemon kept.
   *
   * @throws ProviderException when there is none
   */
  void found() {
    now =
        KeptConversation.read(folder)
            .orElseThrow(() ->
                new ProviderException(
                    OutcomeCode.PROVIDER_UNUSABLE,
                    "session " + folder + " cannot be adopted: it had not become ready for a turn",
                    null));
  }

  void keep(Conversation conversation) {
    KeptConversation.write(folder, conversation);
    now = conversation;
  }

  /** Empty until one was begun. */
  Optional<Conversation> begun() {
    return Optional.ofNullable(now);
  }

  Conversation now() {
    return begun()
        .orElseThrow(() -> new IllegalStateException("no conversation was begun in " + folder));
  }
}
