-- Only comments have changed; the digest of a function is that of its whole file.

-- refuse_change.sql a76bb15f29fc3e6dabef40144a1ffbecea9365b31ed50eb15df9c1b83ba8d6c7
${refuse_change}

-- answer_size.sql b020cecd89bdc40736b1165aa6e32f0b143319d620e5b3c37b239114a0b660a4
${answer_size}

-- append.sql 4f1bd65a34898653e301068fa5e9f1dc690c36334226ec4247539aa40806187d
${append}

-- forget_answers.sql e7546a40c2c8b08b01decc36ac484139c2bf078fee544e46f7a13e776d060307
${forget_answers}

-- store_snapshot.sql 8f5e1b27b82d877fc93b37dc1da2936bf3b4e2df57f187f631be6f41c21fe762
${store_snapshot}

-- probe_disk.sql 1e31c3ff9c6450750856ea2ecfd4db796c0aaea9cb2852787e67b5fd1426f876
${probe_disk}
