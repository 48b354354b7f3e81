package dev.agentpool.api;

import dev.agentpool.answer.UsageSnapshots;
import dev.agentpool.answer.UsageSummary;
import dev.agentpool.operation.UsageRows;
import dev.agentpool.request.AgentFilter;
import dev.agentpool.request.UsageRequest;
import java.util.Optional;

/** What providers have left, asked over the daemon's socket. */
record RemoteUsages(Calls calls) implements Usages {
  @Override
  public UsageSnapshots remembered() {
    return calls.ask(UsageRows.LIST, new AgentFilter(Optional.empty()));
  }

  @Override
  public UsageSnapshots refreshed(String providerId) {
    return calls.ask(
        UsageRows.READ,
        new UsageRequest(Optional.of(providerId), true, Optional.empty(), Optional.empty()));
  }

  @Override
  public UsageSummary summary() {
    return calls.ask(UsageRows.SUMMARY, UsageRequest.REMEMBERED);
  }

  @Override
  public UsageSummary refreshedSummary() {
    return calls.ask(UsageRows.SUMMARY, UsageRequest.ASKED);
  }
}
