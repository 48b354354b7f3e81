package dev.agentpool.tmp; public final class Tagents { private Tagents() {} }
