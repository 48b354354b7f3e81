package dev.agentpool.api;

import dev.agentpool.answer.Hold;
import dev.agentpool.answer.Model;
import dev.agentpool.answer.Provider;
import dev.agentpool.operation.ModelRows;
import dev.agentpool.operation.ProviderRows;
import dev.agentpool.request.HoldRequest;
import dev.agentpool.request.ModelFilter;
import dev.agentpool.request.Nothing;
import java.util.List;
import java.util.Optional;

/** The providers, asked over the daemon's socket. */
record RemoteProviders(Calls calls) implements Providers {
  @Override
  public List<Provider> list() {
    return calls.ask(ProviderRows.LIST, Nothing.MORE).providers();
  }

  @Override
  public List<Model> models() {
    return calls.ask(ModelRows.LIST, new ModelFilter(Optional.empty())).models();
  }

  @Override
  public List<Hold> hold(String provider) {
    return calls.ask(ProviderRows.HOLD, named(provider)).held();
  }

  @Override
  public List<Hold> unhold(String provider) {
    return calls.ask(ProviderRows.UNHOLD, named(provider)).held();
  }

  private static HoldRequest named(String provider) {
    return new HoldRequest(Optional.of(provider), false, Optional.of("a program"));
  }
}
