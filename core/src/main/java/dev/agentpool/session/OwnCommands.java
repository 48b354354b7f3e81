package dev.agentpool.session;

import java.util.Collection;
import java.util.List;

/**
 * What an agent CLI would run by itself in a directory, if it were let: servers, hooks, helpers
 * that the directory's own files name. The hash is of all those files and of the scripts in the
 * directory that they name; it is what a person trusts.
 *
 * @param described one line each, the file first
 * @param hash empty when there is nothing
 * @param objection why this content can be trusted by nobody: some of it could not be read, so that
 *     the hash does not tell when it changes; empty when all was read
 */
public record OwnCommands(List<String> described, String hash, String objection) {
  public static final OwnCommands NONE = new OwnCommands(List.of(), "", "");

  public OwnCommands {
    described = List.copyOf(described);
  }

  public boolean isEmpty() {
    return hash.isEmpty();
  }

  /** Whether a person's word for these hashes is one for this content, or it runs nothing. */
  public boolean isTrustedBy(Collection<String> hashes) {
    return isEmpty() || (objection.isEmpty() && hashes.contains(hash));
  }
}
