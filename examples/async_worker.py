"""An asyncio worker: several tasks take jobs from one table, and each has a Session of its own.

A job is taken for a time, its lease: once that is over, as when the worker was killed, another takes the job.
So a job may be done twice, and the work has to bear that; it is tried three times at most, with pauses.
An error of the database ends the program; started again, it takes the open jobs once their leases are over.
"""

import asyncio
import time
from pathlib import Path
from random import uniform
from tempfile import TemporaryDirectory

from sqlalchemy import Double, String, Text, func, select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.orm.exc import StaleDataError

# PAUSE is this short for the demonstration; a real worker asks once in a second or less often.
WORKERS, TRIES, LEASE, PAUSE = 3, 3, 60.0, 0.01
Sessions = async_sessionmaker[AsyncSession]


class Base(DeclarativeBase):
    pass


class Job(Base):
    """A job is open until `due` is NULL: it waits until then, or is taken until then (seconds since 1970)."""

    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str] = mapped_column(String(200))
    status: Mapped[str] = mapped_column(String(10), default="waiting")
    due: Mapped[float | None] = mapped_column(Double, default=time.time, index=True)
    tries: Mapped[int] = mapped_column(default=0)
    result: Mapped[str | None] = mapped_column(Text)
    version: Mapped[int] = mapped_column()
    # An UPDATE of a job that another worker has changed in between raises a StaleDataError.
    __mapper_args__ = {"version_id_col": version}  # noqa: RUF012 -- as SQLAlchemy declares it


class Busy(Exception):
    """The other side has no time now; a later try may succeed."""


async def send(address: str, tried: int) -> str:
    """Stands for a slow service: one address is busy at first, one is never there, and one is no address."""
    await asyncio.sleep(0.01)
    if "@" not in address:
        raise ValueError(f"{address!r} is no address")
    if address.startswith("nobody") or (address.startswith("tove") and tried < 2):
        raise Busy(f"no answer from {address}")
    return f"sent to {address}"


async def take(sessions: Sessions) -> Job | None:
    """Take the job that is due first, for the time of a lease; None if none is due or another worker was faster."""
    now = time.time()
    first = select(Job).where(Job.due <= now).order_by(Job.due, Job.id).limit(1)
    try:
        async with sessions.begin() as session:
            # Where rows have locks, this passes over what others are taking. SQLite leaves it out: the version tells.
            job = await session.scalar(first.with_for_update(skip_locked=True))
            if job and job.tries < TRIES:
                job.status, job.tries, job.due = "taken", job.tries + 1, now + LEASE
                return job
            if job:
                job.status, job.due, job.result = "failed", None, "its last worker did not come back"
    except StaleDataError:
        pass
    return None


async def finish(sessions: Sessions, job: Job) -> None:
    """Do the work with no transaction open, then write down what came of it, if the job is still ours."""
    try:
        async with asyncio.timeout(LEASE / 2):
            job.result = await send(job.address, job.tries)
        job.status, job.due = "done", None
    except Exception as error:  # Whatever it is, it is about this job, and the other jobs have to go on.
        job.result = f"{type(error).__name__}: {error}"
        job.status, job.due = "waiting", time.time() + uniform(0, PAUSE * 2**job.tries)
        if job.tries >= TRIES:
            job.status, job.due = "failed", None
    try:
        async with sessions.begin() as session:
            session.add(job)
    except StaleDataError:
        pass  # The lease was over, and the job belongs to another worker.


async def work(sessions: Sessions) -> int:
    """One worker: how many jobs it took until none was open."""
    taken = 0
    still_open = select(func.count()).where(Job.due.is_not(None))
    while True:
        if job := await take(sessions):
            taken += 1
            await finish(sessions, job)
            continue
        async with sessions() as session:
            if not await session.scalar(still_open):
                return taken
        await asyncio.sleep(PAUSE)


async def main() -> None:
    with TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder) / 'jobs.db'}?timeout=30")
        sessions: Sessions = async_sessionmaker(engine, expire_on_commit=False)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with sessions.begin() as session:
            names = "mira", "jonas", "tove", "nobody", "noor"
            session.add_all(Job(address=f"{name}@example.com") for name in names)
            session.add(Job(address="rune"))
            # What a worker left that was killed: its lease is over.
            session.add(Job(address="otto@example.com", status="taken", tries=1, due=time.time()))
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(sessions)) for _ in range(WORKERS)]
        async with sessions() as session:
            for job in await session.scalars(select(Job).order_by(Job.id)):
                print(job.id, job.status, f"after {job.tries}:", job.result)
        print(f"{sum(task.result() for task in tasks)} jobs taken by {WORKERS} workers")
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
