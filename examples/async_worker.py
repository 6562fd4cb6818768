"""An asyncio worker: several tasks take jobs from one table, and each has a Session of its own.

A job is taken with an UPDATE that names the status it expects, so no two tasks get the same one.
Jobs that fail are tried again, at most three times. Prints what became of each job.
"""

import asyncio
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlalchemy import func, select, update
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker, create_async_engine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

WORKERS, TRIES = 3, 3
Sessions = async_sessionmaker[AsyncSession]


class Base(DeclarativeBase):
    pass


class Job(Base):
    __tablename__ = "jobs"

    id: Mapped[int] = mapped_column(primary_key=True)
    address: Mapped[str]
    status: Mapped[str] = mapped_column(default="waiting", index=True)
    tries: Mapped[int] = mapped_column(default=0)
    result: Mapped[str | None]


class Busy(Exception):
    """The other side has no time now; a later try may succeed."""


async def send(address: str, tried: int) -> str:
    """Stands for a slow service: one address is busy at first, one is never there."""
    await asyncio.sleep(0.01)
    if address.startswith("nobody") or (address.startswith("tove") and tried < 2):
        raise Busy(f"no answer from {address}")
    return f"sent to {address}"


async def take(sessions: Sessions) -> Job | None:
    """Mark the first waiting job as ours and return it; None if none waits."""
    while True:
        async with sessions.begin() as session:
            key = await session.scalar(select(Job.id).filter_by(status="waiting").order_by(Job.tries, Job.id).limit(1))
            if key is None:
                return None
            # Between the SELECT and this UPDATE another task may have taken it: then no row matches.
            mine = update(Job).where(Job.id == key, Job.status == "waiting")
            job: Job | None = await session.scalar(mine.values(status="taken", tries=Job.tries + 1).returning(Job))
            if job:
                return job


async def finish(sessions: Sessions, job: Job) -> None:
    """Do the work with no transaction open, then write down what came of it."""
    try:
        status, result = "done", await send(job.address, job.tries)
    except Busy as error:
        status, result = ("failed" if job.tries >= TRIES else "waiting"), str(error)
    async with sessions.begin() as session:
        await session.execute(update(Job).where(Job.id == job.id).values(status=status, result=result))


async def work(sessions: Sessions) -> int:
    """One worker: how many jobs it took until none waited."""
    taken = 0
    while job := await take(sessions):
        taken += 1
        await finish(sessions, job)
    return taken


async def main() -> None:
    with TemporaryDirectory() as folder:
        engine = create_async_engine(f"sqlite+aiosqlite:///{Path(folder) / 'jobs.db'}", connect_args={"timeout": 30})
        sessions: Sessions = async_sessionmaker(engine, expire_on_commit=False)
        async with engine.begin() as connection:
            await connection.run_sync(Base.metadata.create_all)
        async with sessions.begin() as session:
            names = "mira", "jonas", "tove", "nobody", "noor", "otto"
            session.add_all(Job(address=f"{name}@example.com") for name in names)
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(work(sessions)) for _ in range(WORKERS)]
        async with sessions() as session:
            async for job in await session.stream_scalars(select(Job).order_by(Job.id)):
                print(job.id, job.status, f"after {job.tries}:", job.result)
            tries = await session.scalar(select(func.sum(Job.tries)))
        print(f"{sum(task.result() for task in tasks)} jobs taken by {WORKERS} workers, {tries} tries in the table")
        await engine.dispose()


if __name__ == "__main__":
    asyncio.run(main())
