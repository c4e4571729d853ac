"""What can be set."""

from dataclasses import dataclass, field, fields

from starlette.config import Config
from starlette.datastructures import CommaSeparatedStrings

from graph.shipped import DEFAULT_SNAPSHOT
from schema.limits import Limits

DEFAULT_STORE = f"snapshot:{DEFAULT_SNAPSHOT}"


@dataclass(frozen=True, slots=True)
class Settings:
    """What can be set, by environment variable `MEDCODE_…` or on the command line.

    `cache` is how many bytes of answers a process keeps; 0 turns that off. `explain` lets a request ask for the plan of
    its operation. `exports` is how many exports a process writes at a time.
    """

    store: str = DEFAULT_STORE
    host: str = "127.0.0.1"
    port: int = 8000
    workers: int = 1
    cache: int = 64 << 20
    explain: bool = False
    exports: int = 2
    allow_origins: tuple[str, ...] = ()
    limits: Limits = field(default_factory=Limits)

    @classmethod
    def from_environment(cls) -> "Settings":
        """The settings of the environment; limits are `MEDCODE_MAX_TOKENS`, `MEDCODE_MAX_NODES` and so on.

        Raises:
            ValueError: a variable does not hold a number where it must.
        """
        config, default = Config(env_prefix="MEDCODE_"), cls()
        limits = {
            limit.name: config(f"MAX_{limit.name.upper()}", cast=int, default=getattr(default.limits, limit.name))
            for limit in fields(Limits)
        }
        return cls(
            store=config("STORE", default=default.store),
            host=config("HOST", default=default.host),
            port=config("PORT", cast=int, default=default.port),
            workers=config("WORKERS", cast=int, default=default.workers),
            cache=config("CACHE", cast=int, default=default.cache),
            explain=config("EXPLAIN", cast=bool, default=default.explain),
            exports=config("EXPORTS", cast=int, default=default.exports),
            allow_origins=tuple(config("ALLOW_ORIGINS", cast=CommaSeparatedStrings, default="")),
            limits=Limits(**limits),
        )
