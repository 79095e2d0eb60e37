-- All functions of the log. The line above each is the SHA-256 of its file, so that the file can't
-- change without a migration of a higher number that has it again.

-- refuse_change.sql acf07672923d18e6f33a059a42ccbd22a862bc0fc0a2f26f4468561e0bae2c6d
${refuse_change}

-- answer_size.sql b2867b83661c2c648ffe49e290cc02ad981c4f4737f8e284a913c564d6246220
${answer_size}

-- append.sql fbbe35a308586ac685924cf3f613bb116597c3b9e684ed7c5c82c598a5596e28
${append}

-- position_at.sql a873cbd1b04a3a4311daad3e0269dbf690131c3631d1856d1d0b51a1961a4ca0
${position_at}

-- forget_answers.sql d49430eefc682a6a534fa5b4b141cee92ed5e4223cd9ebb9c67cda13c4e16f7f
${forget_answers}

-- store_snapshot.sql 6f76e155597cb4a7de9a30deba910f6030ee616111f1c9d97efac7a72eb997cf
${store_snapshot}

-- probe_disk.sql 761523f5782622d8cc65976aa3543db01cb46b800089749d45b1e1c1bd0c2297
${probe_disk}
